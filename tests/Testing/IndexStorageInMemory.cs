using System.Collections.Concurrent;
using InboxMind.Core.Index;

namespace InboxMind.Testing;

/// <summary>A storage of index files that lasts as long as the test, and whose calls can be made to fail.</summary>
public sealed class IndexStorageInMemory : IIndexStorage
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UserId, (IndexHead Head, Guid? Turn)> _heads = [];
    private readonly ConcurrentDictionary<(UserId, string), ReadOnlyMemory<byte>> _packs = [];
    private int _tags;

    /// <summary>Called before and after each call that writes or reads something; what it throws is thrown by the call.</summary>
    public Action Interrupt { get; set; } = static () => { };

    /// <summary>Packs there are, by user and name.</summary>
    public ICollection<(UserId User, string Name)> Packs => _packs.Keys;

    public Task<IndexHead?> ReadHeadAsync(Owner owner, IndexHead? known, CancellationToken cancellation) => Do(() =>
    {
        var found = _heads.TryGetValue(owner.User, out var entry) ? entry.Head : null;
        return found?.Tag == known?.Tag ? known : found;
    });

    public Task<IndexHead?> TryWriteHeadAsync(
        Owner owner, ReadOnlyMemory<byte> content, IndexHead? before, Guid? turn, CancellationToken cancellation) => Do(() =>
    {
        var isThere = _heads.TryGetValue(owner.User, out var entry);
        if ((isThere ? entry.Head.Tag : null) != before?.Tag || (entry.Turn is { } taken && taken != turn))
            return null;
        var head = new IndexHead($"{++_tags}", content.ToArray());
        _heads[owner.User] = (head, entry.Turn);
        return head;
    });

    public Task<bool> TryTakeTurnAsync(Owner owner, Guid turn, CancellationToken cancellation) => Do(() =>
    {
        if (_heads.TryGetValue(owner.User, out var entry) && entry.Turn is null)
            _heads[owner.User] = (entry.Head, turn);
        return !_heads.TryGetValue(owner.User, out entry) || entry.Turn == turn;
    });

    public Task GiveBackTurnAsync(Owner owner, Guid turn, CancellationToken cancellation) => Do(() => EndTurn(owner, turn));

    public Task DeleteHeadAsync(Owner owner, IndexHead head, CancellationToken cancellation) => Do(() =>
        _heads.TryGetValue(owner.User, out var entry) && entry.Head.Tag == head.Tag && _heads.Remove(owner.User));

    public Task<ReadOnlyMemory<byte>?> ReadPackAsync(Owner owner, string name, CancellationToken cancellation) => Do(() =>
        _packs.TryGetValue((owner.User, name), out var content) ? content : (ReadOnlyMemory<byte>?)null);

    public Task WritePackAsync(Owner owner, string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => Do(() =>
    {
        _packs[(owner.User, name)] = content.ToArray();
        return true;
    });

    public Task DeletePacksAsync(Owner owner, IReadOnlyCollection<string> names, CancellationToken cancellation) => Do(() =>
        names.Count(name => _packs.TryRemove((owner.User, name), out _)));

    public Task<bool> DeleteAllAsync(Owner owner, CancellationToken cancellation) => Do(() =>
    {
        var found = _heads.Remove(owner.User);
        foreach (var key in _packs.Keys.Where(k => k.Item1 == owner.User).ToList())
            found |= _packs.TryRemove(key, out _);
        return found;
    });

    public Task<int> DeleteLeftoversAsync(
        DateTimeOffset writtenBefore, Func<ReadOnlyMemory<byte>, IReadOnlyCollection<string>> named, CancellationToken cancellation) =>
        Do(() =>
        {
            var kept = _heads.SelectMany(h => named(h.Value.Head.Content).Select(name => (h.Key, name))).ToHashSet();
            return _packs.Keys.Where(k => !kept.Contains(k)).ToList().Count(key => _packs.TryRemove(key, out _));
        });

    /// <summary>Ends whatever turn there is, as time does.</summary>
    public void EndTurns()
    {
        lock (_lock)
        {
            foreach (var (user, entry) in _heads.ToList())
                _heads[user] = (entry.Head, null);
        }
    }

    private bool EndTurn(Owner owner, Guid turn)
    {
        if (_heads.TryGetValue(owner.User, out var entry) && entry.Turn == turn)
            _heads[owner.User] = (entry.Head, null);
        return true;
    }

    private Task<T> Do<T>(Func<T> call)
    {
        try
        {
            Interrupt();
            T result;
            lock (_lock)
                result = call();
            Interrupt();
            return Task.FromResult(result);
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }
}
