namespace InboxMind.Contracts.Azure.Faults;

/// <summary>Lets one call for items in Cosmos DB go wrong, the n-th from when it is armed.</summary>
internal sealed class OneFaultHandler : DelegatingHandler
{
    private int _left = -1;
    private Fault _fault;

    /// <summary>Calls made since it was armed.</summary>
    public int Calls { get; private set; }

    public void Arm(Fault fault, int call) => (_fault, _left, Calls) = (fault, call, 0);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken);
        Calls++;
        if (_left-- != 0)
            return await base.SendAsync(request, cancellationToken);
        if (_fault == Fault.FailsBefore)
            throw new HttpRequestException("The call did not reach the service.");
        if (request.Content is not null)
            await request.Content.LoadIntoBufferAsync(cancellationToken);
        var answer = await base.SendAsync(request, cancellationToken);
        if (_fault == Fault.AnswersTwice)
            return await base.SendAsync(request, cancellationToken);
        answer.Dispose();
        throw _fault == Fault.TimesOut
            ? new TaskCanceledException("No answer came in time.")
            : new HttpRequestException("The answer was lost.");
    }
}
