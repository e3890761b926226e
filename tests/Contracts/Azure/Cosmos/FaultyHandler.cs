using InboxMind.Contracts.Azure.Faults;

namespace InboxMind.Contracts.Azure.Cosmos;

/// <summary>Lets one call to the account go wrong, the n-th from when it is armed.</summary>
internal sealed class FaultyHandler : DelegatingHandler
{
    private readonly Lock _lock = new();
    private int _left = -1;
    private Fault _fault;

    /// <summary>Calls made since it was armed.</summary>
    public int Calls { get; private set; }

    public void Arm(Fault fault, int call)
    {
        lock (_lock)
            (_fault, _left, Calls) = (fault, call, 0);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Fault? fault;
        lock (_lock)
        {
            Calls++;
            fault = _left-- == 0 ? _fault : null;
        }

        if (fault == Fault.FailsBefore)
        {
            // An answer that the SDK does not try again by itself, by a clock that no test moves: the app's own tries are what is tested.
            return new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest)
            {
                RequestMessage = request,
                Content = new StringContent("{\"code\":\"BadRequest\",\"message\":\"It never got there.\"}"),
            };
        }

        if (request.Content is not null)
            await request.Content.LoadIntoBufferAsync(cancellationToken);
        var answer = await base.SendAsync(request, cancellationToken);
        switch (fault)
        {
            case Fault.FailsAfter:
                throw new HttpRequestException("The answer was lost.");
            case Fault.TimesOut:
                throw new TaskCanceledException("No answer came in time.");
            case Fault.AnswersTwice:
                answer.Dispose();
                return await base.SendAsync(request, cancellationToken);
            default:
                return answer;
        }
    }
}
