using InboxMind.Core.Index;
using InboxMind.Core.Work;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index.Shared;

/// <summary>A user's index that several instances share. Reads look whether there is a newer head, fetch what it has new and read the
/// copy on this disk. Writes are made to the copy first; what changed is put into the storage, then the head is swapped, and only then do
/// readers here see it. Whoever finds the head swapped by another takes everything back and writes again on top of that.</summary>
internal sealed class SharedIndex(Owner owner, SharedIndexFolder folder, IIndexStorage storage, SharedIndexSettings settings,
    TimeProvider time)
    : IDisposable
{
    private const int MaxRounds = 20;

    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly ReadGate _gate = new();
    private readonly PackFetch _packs = new(storage, owner);
    private IndexHead? _tag;
    private HeadContent? _head;
    private volatile LocalCopy? _copy;
    private long? _lookedAt;
    private volatile bool _writing;
    private string? _damagedLine;

    /// <summary>Bytes of the copy.</summary>
    public long Bytes => _copy?.Bytes ?? 0;

    /// <summary>When it was used last.</summary>
    public long UsedAt { get; private set; }

    /// <summary>What the head says now; null when there is no index. Nothing is fetched.</summary>
    /// <param name="now">Whether what was seen a moment ago is not enough.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<HeadContent?> HeadAsync(bool now, CancellationToken cancellation)
    {
        var asked = time.GetTimestamp();
        if ((now || !IsFresh()) && !(_writing && _copy is not null))
        {
            await _changing.WaitAsync(cancellation);
            try
            {
                if (_lookedAt is not { } looked || (now ? looked < asked : !IsFresh()))
                    await LookAsync(cancellation);
            }
            finally
            {
                _changing.Release();
            }
        }

        return _writing ? _copy?.Head ?? _head : _head;
    }

    /// <summary>Reads the index.</summary>
    /// <param name="read">Reads it.</param>
    /// <param name="none">What is read where there is none.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<T> ReadAsync<T>(Func<SqliteMailIndex, Task<T>> read, T none, CancellationToken cancellation)
    {
        await FreshenAsync(cancellation);
        await _gate.EnterAsync(cancellation);
        var copy = _copy;
        try
        {
            UsedAt = time.GetTimestamp();
            return copy is null ? none : await read(new SqliteMailIndex(copy.Reader()));
        }
        catch (DamagedFileException e)
        {
            copy!.Discard();
            throw new IndexThrownAwayException(e);
        }
        finally
        {
            _gate.Leave();
        }
    }

    /// <summary>Writes the index.</summary>
    /// <param name="write">Writes it; called again when another instance was first.</param>
    /// <param name="erases">Whether something is to be gone for good.</param>
    /// <param name="cancellation">Stops the call; what was written by then counts or does not.</param>
    public async Task<T> WriteAsync<T>(Func<SqliteMailIndex, Task<T>> write, bool erases, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        Guid? turn = null;
        try
        {
            _writing = true;
            for (var round = 0; round < MaxRounds; round++)
            {
                if (round > 0 && turn is null && _head is not null)
                    turn = await TakeTurnAsync(cancellation);
                await FetchAsync(cancellation);
                if (await TryWriteAsync(write, erases, turn, cancellation) is (true, var result))
                    return result;
            }

            throw new DataFolderException("The index is written by other instances all the time; it is tried again later.");
        }
        finally
        {
            _writing = false;
            if (turn is { } taken)
                await GiveBackAsync(taken);
            _changing.Release();
        }
    }

    /// <summary>Erases the index everywhere.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> EraseAsync(CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            await DropAsync(cancellation);
            (_tag, _head, _lookedAt) = (null, null, null);
            return await storage.DeleteAllAsync(owner, cancellation);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Closes the copy, or deletes it, unless it is being changed.</summary>
    public async Task<bool> TryLetGoAsync(bool delete, CancellationToken cancellation)
    {
        if (_copy is not { } copy || !await _changing.WaitAsync(0, cancellation))
            return false;
        try
        {
            if (delete)
                await DropAsync(cancellation);
            else
                await _gate.AloneAsync(copy.Rest, cancellation);
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose()
    {
        _copy?.Dispose();
        _copy = null;
        _changing.Dispose();
        _gate.Dispose();
    }

    private bool IsFresh() => _lookedAt is { } looked && time.GetElapsedTime(looked) < settings.FreshFor;

    private async Task FreshenAsync(CancellationToken cancellation)
    {
        if (IsCurrent())
            return;

        // A write that goes on has looked itself, and shows what it wrote when it is done.
        if (_writing && _copy is not null)
            return;
        var asked = time.GetTimestamp();
        await _changing.WaitAsync(cancellation);
        try
        {
            if (IsCurrent() && _lookedAt >= asked)
                return;
            await FetchAsync(cancellation);
            if (_copy is { } copy && copy.Head.Schema < IndexSchema.Value.Steps.Count)
                await UpgradeAsync(cancellation);
        }
        finally
        {
            _changing.Release();
        }
    }

    private bool IsCurrent() => IsFresh() && _copy?.Head.Commit == _head?.Commit
        && (_copy is null || (_copy.Head.Schema == IndexSchema.Value.Steps.Count && !_copy.IsDamaged));

    /// <summary>Opening a file for writing brings its tables to the newest version.</summary>
    private async Task UpgradeAsync(CancellationToken cancellation)
    {
        for (var round = 0; round < MaxRounds && _copy is { } copy && copy.Head.Schema < IndexSchema.Value.Steps.Count; round++)
        {
            if (await TryWriteAsync(static _ => Task.FromResult(true), erases: false, turn: null, cancellation) is (false, _))
                await FetchAsync(cancellation);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var looked = time.GetTimestamp();
        var found = await storage.ReadHeadAsync(owner, _tag, cancellation);
        if (found is null)
        {
            await DropAsync(cancellation);
            (_tag, _head) = (null, null);
        }
        else if (!ReferenceEquals(found, _tag))
        {
            if (HeadContent.Read(owner, found.Content) is { } head)
                (_tag, _head) = (found, head);
            else
                await ThrowAwayAsync(found, cancellation);
        }

        _lookedAt = looked;
    }

    /// <summary>Brings the copy to the head there is now.</summary>
    private async Task FetchAsync(CancellationToken cancellation)
    {
        if (_copy is { IsDamaged: true } damaged)
        {
            // Fetched again; and if it is no better then, what is stored is damaged.
            await DropAsync(cancellation);
            if (_damagedLine == damaged.Head.Line && _tag is { } tag && _head?.Line == _damagedLine)
                await ThrowAwayAsync(tag, cancellation);
            _damagedLine = damaged.Head.Line;
        }

        IndexHead? last = null;
        while (true)
        {
            await LookAsync(cancellation);
            if (_head is not { } head || _copy?.Head.Commit == head.Commit || await FetchAsync(head, cancellation))
                return;

            // A pack is gone: put together with others meanwhile, or lost.
            if (_tag == last)
                await ThrowAwayAsync(_tag!, cancellation);
            last = _tag;
        }
    }

    private async Task<bool> FetchAsync(HeadContent head, CancellationToken cancellation)
    {
        if (_copy is { } copy && copy.Head.Line == head.Line && copy.Head.Generation < head.Generation)
        {
            var pages = new Dictionary<int, ReadOnlyMemory<byte>>();
            if (!await _packs.FetchAsync(head, copy.Head.Generation, Keep, cancellation))
                return false;
            try
            {
                await _gate.AloneAsync(() => copy.Change(head, () => Patch(copy.Path, pages, head)), cancellation);
            }
            catch (IOException)
            {
                await DropAsync(cancellation);
                throw;
            }

            return true;

            void Keep(int page, ReadOnlyMemory<byte> data)
            {
                lock (pages)
                    pages[page] = data;
            }
        }

        var path = folder.NewPath();
        try
        {
            using (var file = OwnerFiles.Make(path, size: (long)head.Pages * head.PageSize))
            {
                var handle = file.SafeFileHandle;
                if (!await _packs.FetchAsync(head, after: 0, (page, data) => PackFetch.WritePage(handle, page, data), cancellation))
                {
                    File.Delete(path);
                    return false;
                }
            }
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        await DropAsync(cancellation);
        _copy = new LocalCopy(owner.User, path, head);
        return true;
    }

    private static void Patch(string path, Dictionary<int, ReadOnlyMemory<byte>> pages, HeadContent head)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        foreach (var (page, data) in pages)
            PackFetch.WritePage(file, page, data);
        RandomAccess.SetLength(file, (long)head.Pages * head.PageSize);
    }

    /// <returns>Whether it was written, and what the write gave.</returns>
    private async Task<(bool Done, T Result)> TryWriteAsync<T>(
        Func<SqliteMailIndex, Task<T>> write, bool erases, Guid? turn, CancellationToken cancellation)
    {
        var copy = _copy;
        var path = copy?.Path ?? folder.NewPath();
        var (staged, settled) = (default(SqliteDatabase), false);
        try
        {
            staged = new SqliteDatabase(path, IndexSchema.Value, WordRanking.Register, reserve: null, SqliteUse.Staged);
            var file = new OneIndexFile(new IndexFile(owner.User, staged) { Terms = copy?.Terms ?? new KnownTerms() });
            T result;
            try
            {
                result = await write(new SqliteMailIndex(file));
            }
            finally
            {
                if (file.IsDamaged)
                    copy?.Discard();
            }

            using var pages = new LogPages(path);
            if (copy is not null && !pages.Changed.Any() && !HoldsErased(copy.Head))
                return (true, result);
            var (next, replaced) = await PackAsync(staged, pages, copy?.Head, erases, cancellation);
            if (await SwapAsync(next, turn, cancellation) is not { } tag)
            {
                await DeleteAsync(next.Packs.Except(copy?.Head.Packs ?? []));
                return (false, result);
            }

            await _gate.AloneAsync(
                () =>
                {
                    copy ??= new LocalCopy(owner.User, path, next);
                    try
                    {
                        copy.Change(next, staged.Settle);
                    }
                    catch (Exception e) when (e is DataFolderException or IOException)
                    {
                        // What was written counts all the same: the next one who reads fetches it.
                        copy.Dispose();
                        copy = null;
                    }

                    settled = true;
                },
                CancellationToken.None);
            (_copy, _tag, _head, _lookedAt, UsedAt) = (copy, tag, next, time.GetTimestamp(), time.GetTimestamp());
            await DeleteAsync(replaced);
            return (true, result);
        }
        catch (DamagedFileException e) when (copy is not null)
        {
            copy.Discard();
            throw new IndexThrownAwayException(e);
        }
        finally
        {
            staged?.Dispose();
            LocalCopy.DropLog(path);
            if (!settled)
            {
                copy?.ForgetTerms();
                if (copy is null)
                    File.Delete(path);
            }
        }
    }

    /// <summary>Puts what changed into the storage, where no one sees it yet.</summary>
    private async Task<(HeadContent Next, IReadOnlyList<Pack> Replaced)> PackAsync(
        SqliteDatabase staged, LogPages pages, HeadContent? before, bool erases, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var all = before is null || HoldsErased(before);
        var (kept, written) = Layers.Plan(before?.Layers ?? [], pages.Changed, pages.Pages, all);
        var generation = (before?.Generation ?? 0) + 1;
        var state = staged.Read(static session =>
            session.Prepare("SELECT id, revision, vectors, (SELECT COUNT(*) FROM piece) FROM state")
                .First(static r => new StateRow(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3))))
            ?? throw new IOException("The index has lost its state.");
        var layer = new Layer(generation, await _packs.WriteAsync(pages, written, cancellation));
        var next = new HeadContent
        {
            User = HeadContent.Digest(owner),
            Line = before?.Line ?? $"{Guid.NewGuid():n}",
            Commit = $"{Guid.NewGuid():n}",
            Generation = generation,
            Schema = IndexSchema.Value.Steps.Count,
            Id = state.Id,
            Revision = state.Revision,
            Vectors = state.Vectors,
            Chunks = state.Chunks,
            PageSize = pages.PageSize,
            Pages = pages.Pages,
            ErasedAt = kept.Count == 0 ? null : before?.ErasedAt ?? (erases ? now : null),
            Layers = [.. kept, layer],
        };
        return (next, [.. (before?.Packs ?? []).Except(next.Packs)]);
    }

    private bool HoldsErased(HeadContent head) => head.ErasedAt <= time.GetUtcNow() - settings.ErasedWithin;

    private async Task<IndexHead?> SwapAsync(HeadContent next, Guid? turn, CancellationToken cancellation)
    {
        if (await storage.TryWriteHeadAsync(owner, next.ToBytes(), _tag, turn, cancellation) is { } written)
            return written;

        // The answer to a call that did it may have been lost, and the call made again.
        return await storage.ReadHeadAsync(owner, known: null, cancellation) is { } found
            && HeadContent.Read(owner, found.Content)?.Commit == next.Commit ? found : null;
    }

    /// <summary>Not named by a head any more; what is left of them is found by the sweep.</summary>
    private async Task DeleteAsync(IEnumerable<Pack> packs)
    {
        try
        {
            await storage.DeletePacksAsync(owner, [.. packs.Select(static p => p.Name)], CancellationToken.None);
        }
        catch (StorageUnusableException)
        {
            // The sweep comes later.
        }
    }

    /// <summary>All that an index holds is made from the store: it notices that the next one is another, and has it filled again.</summary>
    private async Task ThrowAwayAsync(IndexHead head, CancellationToken cancellation)
    {
        await storage.DeleteHeadAsync(owner, head, cancellation);
        await DropAsync(cancellation);
        (_tag, _head) = (null, null);
    }

    private async Task DropAsync(CancellationToken cancellation)
    {
        if (_copy is not { } copy)
            return;
        await _gate.AloneAsync(
            () =>
            {
                _copy = null;
                copy.Dispose();
            },
            cancellation);
    }

    private async Task<Guid> TakeTurnAsync(CancellationToken cancellation)
    {
        var (turn, start) = (Guid.NewGuid(), time.GetTimestamp());
        while (!await storage.TryTakeTurnAsync(owner, turn, cancellation))
        {
            if (time.GetElapsedTime(start) > settings.WaitForTurn)
                throw new DataFolderException("The index is written by other instances; it is tried again later.");
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(50, 250)), time, cancellation);
        }

        return turn;
    }

    private async Task GiveBackAsync(Guid turn)
    {
        try
        {
            await storage.GiveBackTurnAsync(owner, turn, CancellationToken.None);
        }
        catch (StorageUnusableException)
        {
            // It ends by itself.
        }
    }

    private sealed record StateRow(string Id, long Revision, long Vectors, long Chunks);
}
