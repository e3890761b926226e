using Microsoft.Extensions.Logging;

namespace InboxMind.Core.Indexing;

/// <summary>Checks the indexes of all users, and takes out of them what is no longer stored, so that neither waits until someone
/// asks: at a host's start, and again at its end.</summary>
public sealed partial class CheckIndexes(IUserDirectory directory, CheckIndex check, RemoveDeleted remove, ILogger<CheckIndexes> log)
{
    private const int Page = 200;

    public Task CheckAsync(CancellationToken cancellation) => CheckAsync(static _ => Task.CompletedTask, cancellation);

    /// <summary>Checks all of them.</summary>
    /// <param name="then">Whatever else there is to do with an index, which is still open then.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task CheckAsync(Func<Owner, Task> then, CancellationToken cancellation)
    {
        await RemoveDeletedAsync(cancellation);
        UserId? last = null;
        IReadOnlyList<UserId> users;
        do
        {
            users = await directory.UsersWithMailAsync(last, Page, cancellation);
            foreach (var user in users)
            {
                await TryAsync(user, async owner =>
                {
                    await check.CheckAsync(owner, cancellation);
                    await then(owner);
                });
                last = user;
            }
        }
        while (users.Count == Page);
    }

    /// <summary>Takes out of all indexes what is no longer stored.</summary>
    public async Task RemoveDeletedAsync(CancellationToken cancellation)
    {
        UserId? last = null;
        IReadOnlyList<UserId> users;
        do
        {
            users = await directory.UsersWithRemovedAsync(last, Page, cancellation);
            foreach (var user in users)
            {
                await TryAsync(user, owner => remove.RemoveAsync(owner, cancellation));
                last = user;
            }
        }
        while (users.Count == Page);
    }

    /// <summary>An index that cannot be used keeps no other user waiting; whoever works on it says what is wrong.</summary>
    private async Task TryAsync(UserId user, Func<Owner, Task> work)
    {
        try
        {
            await work(new Owner(user));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(user, e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The index of {User} cannot be checked: {Error}")]
    private partial void LogFailed(UserId user, string error);
}
