using InboxMind.Core.Accounts;
using Microsoft.Extensions.Logging;

namespace InboxMind.Core.Privacy;

/// <summary>Goes on with erasures that were interrupted, and ends those that had time to settle.</summary>
public sealed partial class ResumeErasures(IErasures erasures, EraseAccount erase, TimeProvider time, ILogger<ResumeErasures> log)
{
    /// <summary>Younger ones are likely still being done by the request that began them.</summary>
    public static readonly TimeSpan MinimumAge = TimeSpan.FromMinutes(1);

    private const int MaxPerRun = 100;

    /// <returns>How many were gone on with.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var done = 0;
        foreach (var user in await erasures.ListAsync(MaxPerRun, cancellation))
        {
            var tenant = new Tenant(user);
            if (await erasures.GetAsync(tenant, cancellation) is not { } erasure || !IsDue(erasure))
                continue;
            try
            {
                await erase.RunAsync(tenant, cancellation);
                done++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One account that cannot be erased now keeps no other waiting; it comes again.
                LogFailed(user, e.GetType().Name);
            }
        }

        return done;
    }

    private bool IsDue(Erasure erasure) =>
        (erasure.FinishedAt is { } finished ? finished + EraseAccount.Settling : erasure.BegunAt + MinimumAge) <= time.GetUtcNow();

    [LoggerMessage(Level = LogLevel.Error, Message = "The erasure of {User} failed and is tried again: {Error}")]
    private partial void LogFailed(UserId user, string error);
}
