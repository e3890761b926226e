using InboxMind.Core.Index;
using Microsoft.Extensions.Logging;

namespace InboxMind.Core.Indexing;

/// <summary>Gives the mail of all users its vectors, in bounded time: the next run goes on where this one ends.</summary>
public sealed partial class EmbedAllMail(
    EmbedMail embed, IEmbeddingModels models, IUserDirectory directory, IMailStore store, TimeProvider time,
    ILogger<EmbedAllMail> log)
{
    /// <summary>Users asked for at once.</summary>
    private const int Page = 200;

    /// <summary>One user's large mailbox does not keep the others waiting for longer.</summary>
    private static readonly TimeSpan TimePerUser = TimeSpan.FromMinutes(1);

    private readonly FinishedIndexes _finished = new(store);
    private UserId? _last;

    /// <summary>Embeds what waits.</summary>
    /// <param name="atMost">How long at most.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>How many mails were embedded, and whether all users were looked at and nothing of theirs is left.</returns>
    public async Task<(int Embedded, bool IsDone)> EmbedAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        var (start, embedded, more) = (time.GetTimestamp(), 0, _last is not null);
        IReadOnlyList<UserId> users;
        do
        {
            users = await directory.UsersWithMailAsync(_last, Page, cancellation);
            foreach (var user in users)
            {
                var left = atMost - time.GetElapsedTime(start);
                if (left <= TimeSpan.Zero)
                    return (embedded, false);
                _last = user;
                more |= await TryAsync(new Owner(user), left < TimePerUser ? left : TimePerUser, n => embedded += n, cancellation);
            }
        }
        while (users.Count == Page);

        _last = null;
        return (embedded, !more);
    }

    /// <summary>Notes whether there is anything to do for an owner, whose index is open anyway: if not, the next run leaves it closed.
    /// </summary>
    public async Task LookAsync(Owner owner, CancellationToken cancellation) => await _finished.VisitAsync(
        owner, await KeyAsync(owner, cancellation), () => embed.IsFinishedAsync(owner, cancellation), cancellation);

    private async Task<string> KeyAsync(Owner owner, CancellationToken cancellation) =>
        (await models.GetActiveAsync(owner, cancellation))?.Key ?? "";

    /// <summary>An index or a model that does not work keeps no other user waiting.</summary>
    /// <returns>Whether there is more to do at once.</returns>
    private async Task<bool> TryAsync(Owner owner, TimeSpan atMost, Action<int> embedded, CancellationToken cancellation)
    {
        try
        {
            var result = EmbedResult.Done;
            await _finished.VisitAsync(
                owner, await KeyAsync(owner, cancellation),
                async () =>
                {
                    result = await embed.EmbedAsync(owner, atMost, embedded, cancellation);
                    return result == EmbedResult.Done && await embed.CountAsync(owner, cancellation) == 0;
                },
                cancellation);
            return result == EmbedResult.More;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            LogFailed(owner.User, e.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail of {User} that waits for vectors cannot be embedded: {Error}")]
    private partial void LogFailed(UserId user, string error);
}
