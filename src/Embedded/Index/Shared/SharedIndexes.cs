using System.Collections.Concurrent;
using InboxMind.Core.Index;

namespace InboxMind.Embedded.Index.Shared;

/// <summary>The shared indexes of all users, as far as this process has used them.</summary>
internal sealed class SharedIndexes(SharedIndexFolder folder, IIndexStorage storage, SharedIndexSettings settings, TimeProvider time)
    : IUserData, IIndexSize, IDisposable
{
    private readonly ConcurrentDictionary<UserId, SharedIndex> _indexes = [];

    public SharedIndex Of(Owner owner) =>
        _indexes.GetOrAdd(owner.User, _ => new SharedIndex(owner, folder, storage, settings, time));

    /// <summary>Closes and deletes copies that were not used for the longest time, when there are too many. Those in use stay.</summary>
    public async Task MakeRoomAsync(CancellationToken cancellation)
    {
        var (open, bytes) = (0, 0L);
        foreach (var index in _indexes.Values.Where(static i => i.Bytes > 0).OrderByDescending(static i => i.UsedAt))
        {
            bytes += index.Bytes;
            if (open > 0 && bytes > settings.CacheBytes && await index.TryLetGoAsync(delete: true, cancellation))
                continue;
            if (++open > settings.MaxOpen)
                await index.TryLetGoAsync(delete: false, cancellation);
        }
    }

    public Task<bool> EraseAsync(Owner owner, CancellationToken cancellation) => Of(owner).EraseAsync(cancellation);

    async Task<IndexSize> IIndexSize.ReadAsync(Owner owner, CancellationToken cancellation) =>
        await Of(owner).HeadAsync(now: false, cancellation) is { } head
            ? new IndexSize(head.Chunks, (long)head.Pages * head.PageSize)
            : default;

    public void Dispose()
    {
        foreach (var index in _indexes.Values)
            index.Dispose();
    }
}
