using Microsoft.Extensions.Logging;

namespace InboxMind.Core.Privacy;

/// <summary>Goes on with erasures that were interrupted, and ends those that had time to settle.</summary>
public sealed partial class ResumeErasures(IErasures erasures, EraseAccount erase, TimeProvider time, ILogger<ResumeErasures> log)
{
    /// <summary>Younger ones are likely still being done by the request that began them.</summary>
    public static readonly TimeSpan MinimumAge = TimeSpan.FromMinutes(1);

    private const int MaxPerRun = 1_000;

    /// <returns>How many were gone on with.</returns>
    public Task<int> ResumeAsync(CancellationToken cancellation) => ResumeAsync(atStart: false, cancellation);

    /// <returns>How many were gone on with.</returns>
    /// <param name="atStart">Whether this process begins: then no request of its own is at one, and none waits for its age.</param>
    /// <param name="cancellation">Stops it; the next run goes on.</param>
    public async Task<int> ResumeAsync(bool atStart, CancellationToken cancellation)
    {
        var done = 0;
        foreach (var erasure in await ListAsync(erasure => IsDue(erasure) || (atStart && erasure.FinishedAt is null), cancellation))
        {
            try
            {
                await erase.EraseAsync(new Owner(erasure.User), cancellation);
                done++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One account that cannot be erased now keeps no other waiting; it comes again.
                LogFailed(erasure.User, e.GetType().Name);
            }
        }

        return done;
    }

    /// <summary>The keys of those to go on with, for a host that takes them step by step.</summary>
    public async Task<IReadOnlyList<string>> DueAsync(CancellationToken cancellation) =>
        [.. (await ListAsync(IsDue, cancellation)).Select(static erasure => erasure.Key)];

    /// <summary>Does one step of one of them.</summary>
    /// <param name="key">Its <see cref="Erasure.Key"/>.</param>
    /// <param name="step">The step.</param>
    /// <param name="cancellation">Stops it; it can be done again.</param>
    /// <returns>Whether there is anything left to do afterwards.</returns>
    public async Task<bool> ResumeAsync(string key, ErasureStep step, CancellationToken cancellation) =>
        (await ListAsync(erasure => erasure.Key == key, cancellation)) is [var found]
        && await erase.EraseAsync(new Owner(found.User), step, cancellation);

    private async Task<IReadOnlyList<Erasure>> ListAsync(Func<Erasure, bool> isWanted, CancellationToken cancellation)
    {
        var wanted = new List<Erasure>();
        foreach (var user in await erasures.ListAsync(MaxPerRun, cancellation))
        {
            if (await erasures.GetAsync(new Owner(user), cancellation) is { } erasure && isWanted(erasure))
                wanted.Add(erasure);
        }

        return wanted;
    }

    private bool IsDue(Erasure erasure) =>
        (erasure.FinishedAt is { } finished ? finished + EraseAccount.Settling : erasure.BegunAt + MinimumAge) <= time.GetUtcNow();

    [LoggerMessage(Level = LogLevel.Error, Message = "The erasure of {User} failed and is tried again: {Error}")]
    private partial void LogFailed(UserId user, string error);
}
