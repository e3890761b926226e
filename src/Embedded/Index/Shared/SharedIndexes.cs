using System.Collections.Concurrent;
using InboxMind.Core.Index;

namespace InboxMind.Embedded.Index.Shared;

/// <summary>The shared indexes of all users, as far as this process has used them.</summary>
internal sealed class SharedIndexes : IUserData, IIndexSize, IDisposable
{
    private static readonly TimeSpan LookForUnused = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<UserId, SharedIndex> _indexes = [];
    private readonly SharedIndexFolder _folder;
    private readonly IIndexStorage _storage;
    private readonly SharedIndexSettings _settings;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public SharedIndexes(SharedIndexFolder folder, IIndexStorage storage, SharedIndexSettings settings, TimeProvider time)
    {
        (_folder, _storage, _settings, _time) = (folder, storage, settings, time);
        _timer = time.CreateTimer(_ => _ = DeleteUnusedAsync(), null, LookForUnused, LookForUnused);
    }

    public SharedIndex Of(Owner owner) =>
        _indexes.GetOrAdd(owner.User, _ => new SharedIndex(owner, _folder, _storage, _settings, _time));

    /// <summary>Closes and deletes copies that were not used for the longest time, when there are too many. Those in use stay.</summary>
    public async Task MakeRoomAsync(CancellationToken cancellation)
    {
        var (open, bytes) = (0, 0L);
        foreach (var index in _indexes.Values.Where(static i => i.Bytes > 0).OrderByDescending(static i => i.UsedAt))
        {
            bytes += index.Bytes;
            if (open > 0 && bytes > _settings.CacheBytes && await index.TryLetGoAsync(delete: true, cancellation))
                continue;
            if (++open > _settings.MaxOpen)
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
        _timer.Dispose();
        foreach (var index in _indexes.Values)
            index.Dispose();
    }

    private async Task DeleteUnusedAsync()
    {
        foreach (var index in _indexes.Values.Where(i => i.Bytes > 0 && _time.GetElapsedTime(i.UsedAt) >= _settings.UnusedFor))
        {
            try
            {
                await index.TryLetGoAsync(delete: true, CancellationToken.None);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                // The next time, or the next process, comes past it again.
            }
        }
    }
}
