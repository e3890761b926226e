using InboxMind.Core.Mail.Attachments;
using Microsoft.Extensions.Logging;

namespace InboxMind.Core.Indexing;

/// <summary>Reads the attachments of all users, in bounded time: the next run goes on where this one ends.</summary>
public sealed partial class ReadAllAttachments(
    ReadAttachments read, IUserDirectory directory, IMailStore store, TimeProvider time, ILogger<ReadAllAttachments> log)
{
    /// <summary>Users asked for at once.</summary>
    private const int Page = 200;

    /// <summary>One user's large mailbox does not keep the others waiting for longer.</summary>
    private static readonly TimeSpan TimePerUser = TimeSpan.FromMinutes(1);

    private readonly FinishedIndexes _finished = new(store);
    private UserId? _last;

    /// <summary>Reads what waits.</summary>
    /// <param name="atMost">How long at most.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Whether all users were looked at and nothing of theirs is left.</returns>
    /// <exception cref="AttachmentsUnreadableException">No attachment can be read on this machine.</exception>
    public async Task<bool> ReadAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        var (start, more) = (time.GetTimestamp(), _last is not null);
        IReadOnlyList<UserId> users;
        do
        {
            users = await directory.UsersWithMailAsync(_last, Page, cancellation);
            foreach (var user in users)
            {
                var left = atMost - time.GetElapsedTime(start);
                if (left <= TimeSpan.Zero)
                    return false;
                _last = user;
                more |= !await TryAsync(new Owner(user), left < TimePerUser ? left : TimePerUser, cancellation);
            }
        }
        while (users.Count == Page);

        _last = null;
        return !more;
    }

    /// <summary>Notes whether there is anything to read of an owner, whose index is open anyway: if not, the next run leaves it closed.
    /// </summary>
    public Task LookAsync(Owner owner, CancellationToken cancellation) => _finished.VisitAsync(
        owner, by: "", async () => !await read.IsAnyLeftAsync(owner, cancellation), cancellation);

    /// <summary>A mailbox that cannot be read keeps no other user waiting.</summary>
    /// <returns>Whether nothing is left to do at once.</returns>
    private async Task<bool> TryAsync(Owner owner, TimeSpan atMost, CancellationToken cancellation)
    {
        try
        {
            var isDone = true;
            await _finished.VisitAsync(
                owner, by: "",
                async () =>
                {
                    isDone = await read.ReadAsync(owner, atMost, static _ => { }, cancellation);
                    return isDone && !await read.IsAnyLeftAsync(owner, cancellation);
                },
                cancellation);
            return isDone;
        }
        catch (Exception e) when (e is not (OperationCanceledException or AttachmentsUnreadableException)
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            LogFailed(owner.User, e.GetType().Name);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Attachments of {User} cannot be read: {Error}")]
    private partial void LogFailed(UserId user, string error);
}
