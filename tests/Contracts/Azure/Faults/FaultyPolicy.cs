using Azure.Core;
using Azure.Core.Pipeline;

namespace InboxMind.Contracts.Azure.Faults;

/// <summary>Lets one call to an Azure service go wrong, the n-th from when it is armed.</summary>
internal sealed class FaultyPolicy : HttpPipelinePolicy
{
    private int _left = -1;
    private Fault _fault;

    /// <summary>Calls made since it was armed.</summary>
    public int Calls { get; private set; }

    public void Arm(Fault fault, int call) => (_fault, _left, Calls) = (fault, call, 0);

    public void Disarm() => _left = -1;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        ProcessAsync(message, pipeline).AsTask().GetAwaiter().GetResult();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Calls++;
        if (_left-- != 0)
        {
            await ProcessNextAsync(message, pipeline);
            return;
        }

        if (_fault == Fault.FailsBefore)
            throw new IOException("The call did not reach the service.");
        await ProcessNextAsync(message, pipeline);
        switch (_fault)
        {
            case Fault.FailsAfter:
                throw new IOException("The answer was lost.");
            case Fault.TimesOut:
                throw new TaskCanceledException("No answer came in time.");
            case Fault.AnswersTwice:
                await ProcessNextAsync(message, pipeline);
                break;
        }
    }
}
