using InboxMind.Core.Accounts.Sessions;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions.Upkeep;

/// <summary>Deletes sign-ins, links and sessions that expired.</summary>
public sealed class ForgetExpiredFunction(ForgetExpired expired)
{
    [Function("ForgetExpired")]
    public Task RunAsync([TimerTrigger("0 17 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        expired.ForgetAsync(cancellation);
}
