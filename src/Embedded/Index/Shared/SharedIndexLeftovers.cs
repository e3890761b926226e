using InboxMind.Core.Index;

namespace InboxMind.Embedded.Index.Shared;

/// <summary>Deletes packs that no head names, and writes indexes again whose packs still hold what was erased.</summary>
internal sealed class SharedIndexLeftovers(
    SharedIndexes indexes, IIndexStorage storage, IUserDirectory directory, SharedIndexSettings settings, TimeProvider time)
    : IIndexLeftovers
{
    private const int Page = 200;

    /// <summary>No write takes as long.</summary>
    private static readonly TimeSpan MinimumAge = TimeSpan.FromHours(6);

    public async Task<int> DeleteAsync(CancellationToken cancellation)
    {
        UserId? last = null;
        IReadOnlyList<UserId> users;
        do
        {
            users = await directory.UsersWithMailAsync(last, Page, cancellation);
            foreach (var user in users)
            {
                await RewriteAsync(new Owner(user), cancellation);
                last = user;
            }
        }
        while (users.Count == Page);
        return await storage.DeleteLeftoversAsync(time.GetUtcNow() - MinimumAge, HeadContent.Names, cancellation);
    }

    private async Task RewriteAsync(Owner owner, CancellationToken cancellation)
    {
        if (await storage.ReadHeadAsync(owner, known: null, cancellation) is not { } found
            || HeadContent.Read(owner, found.Content) is not { } head || !(head.ErasedAt <= time.GetUtcNow() - settings.ErasedWithin))
            return;

        // Nothing is written; but whatever is written now is everything.
        await indexes.Of(owner).WriteAsync(static _ => Task.FromResult(true), erases: false, cancellation);
        await indexes.MakeRoomAsync(cancellation);
    }
}
