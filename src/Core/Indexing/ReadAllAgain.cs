using Microsoft.Extensions.Logging;

namespace InboxMind.Core.Indexing;

/// <summary>Reads the mail of all users again that an earlier version of the program read, in bounded time: the next run goes on where this
/// one ends.</summary>
public sealed partial class ReadAllAgain(
    ReadMailAgain read, IUserDirectory directory, ReadingWork work, TimeProvider time, ILogger<ReadAllAgain> log)
{
    /// <summary>Users asked for at once.</summary>
    private const int Page = 200;

    private UserId? _last;

    /// <summary>Reads what waits.</summary>
    /// <param name="atMost">How long at most.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Whether all users were looked at and nothing of theirs is left that can be read now.</returns>
    public async Task<bool> ReadAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        IReadOnlyList<UserId> users;
        do
        {
            users = await directory.UsersWithMailAsync(_last, Page, cancellation);
            foreach (var user in users)
            {
                var left = atMost - time.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !await TryAsync(new Owner(user), left, cancellation))
                    return false;
                _last = user;
            }
        }
        while (users.Count == Page);

        _last = null;
        return true;
    }

    /// <summary>Mail that cannot be reached keeps no other user waiting; the next round comes to it again.</summary>
    private async Task<bool> TryAsync(Owner owner, TimeSpan atMost, CancellationToken cancellation)
    {
        try
        {
            return work.IsDone(owner) || await read.ReadAsync(owner, atMost, static _ => { }, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            LogFailed(owner.User, e.GetType().Name);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail of {User} that an earlier version read cannot be read again: {Error}")]
    private partial void LogFailed(UserId user, string error);
}
