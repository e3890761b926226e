using InboxMind.Core.Privacy;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions;

/// <summary>Goes on with erasures of accounts that were interrupted.</summary>
public sealed class ResumeErasuresFunction(ResumeErasures resume)
{
    [Function("ResumeErasures")]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellation) => resume.RunAsync(cancellation);
}
