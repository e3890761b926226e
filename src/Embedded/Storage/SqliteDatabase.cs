using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InboxMind.Embedded.Storage;

/// <summary>A SQLite file that several processes share. Reads never wait (WAL); writes are immediate and short, one at a time,
/// and wait for each other by polling, since SQLite's own back-off lets a small write starve beside a bulk writer.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int Error = 1;
    private const int Busy = 5;
    private const int Full = 13;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;
    private const int CannotOpen = 14;
    private const int ReadOnly = 8;
    private const int IoError = 10;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);

    /// <summary>Having written for this long without a gap, a writer makes one. Its own commit and next beginning lie so close
    /// together that another process, which looks every <see cref="Poll"/>, would hardly ever find the lock free.</summary>
    private static readonly TimeSpan MaxBurst = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Gap = 2.5 * Poll;

    private const int MaxEmptyTries = 20;

    /// <summary><c>PRAGMA auto_vacuum</c>: pages are given back when asked for.</summary>
    private const int Incremental = 2;

    /// <summary>Pages given back in one transaction.</summary>
    private const int ShrinkPages = 200;

    /// <summary>Free pages that are kept: so many, or this share of the file.</summary>
    private const long LeastFree = 256;
    private const int FreeShare = 16;

    private static readonly TimeSpan EmptyPoll = TimeSpan.FromMilliseconds(25);

    /// <summary>The lock is held by real processes: waiting for it goes by the real clock, whatever the rest of the app goes by.</summary>
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>A write that cannot begin for this long has met something broken.</summary>
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(30);

    private readonly string _path;
    private readonly string _connectionString;
    private readonly Action<SqliteConnection>? _opened;
    private readonly DiskReserve? _reserve;
    private readonly bool _shrinks;
    private readonly SqliteUse _use;
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly SemaphoreSlim _writing = new(1, 1);
    private SqliteSession? _writer;
    private long _burstBegan, _lastEnded;
    private volatile bool _disposed;

    /// <summary>Opens the file and brings its tables to the newest version.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">Its tables.</param>
    /// <param name="opened">Called with every connection before it is used.</param>
    /// <param name="reserve">Room that is given up on a full disk.</param>
    /// <param name="use">How it is used.</param>
    /// <exception cref="DataFolderException">The file cannot be used.</exception>
    public SqliteDatabase(
        string path, Schema schema, Action<SqliteConnection>? opened = null, DiskReserve? reserve = null, SqliteUse use = SqliteUse.Shared)
    {
        _path = path;
        _use = use;
        _opened = opened;
        _reserve = reserve;
        _shrinks = schema.Shrinks;
        _connectionString = (use == SqliteUse.Frozen
            ? new SqliteConnectionStringBuilder
            {
                DataSource = $"{new Uri(path).AbsoluteUri}?immutable=1",
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }
            : new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }).ToString();
        SqliteSession? first = null;
        try
        {
            first = Open();
            Upgrade(first, schema);

            // Most files are read before they are written to, and many are only read: one connection does for those.
            _readers.Add(first);
        }
        catch (Exception e)
        {
            first?.Dispose();
            if (e is SqliteException error)
                throw Translate(error) is DataFolderException known ? known : new DataFolderException(Explain(error), error);
            throw;
        }
    }

    /// <summary>Bytes of the file, without its log; zero when it is gone.</summary>
    public long Length => new FileInfo(_path) is { Exists: true } file ? file.Length : 0;

    /// <summary>Reads one consistent state.</summary>
    /// <exception cref="DataFolderException">The file cannot be used.</exception>
    /// <exception cref="IOException">The statement failed.</exception>
    public T Read<T>(Func<SqliteSession, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            try
            {
                return ReadOnce(read);
            }
            catch (SqliteException e) when (MayBeFull(e) && _reserve?.GiveUp() == true)
            {
                // Reading needs a little room too, for the memory that processes share.
                return ReadOnce(read);
            }
        }
        catch (SqliteException e)
        {
            throw Translate(e);
        }
    }

    /// <summary>Writes all or nothing. Keep it under 50 ms: other processes wait meanwhile.</summary>
    /// <param name="write">The write. On a full disk it may be called a second time, after nothing came of the first.</param>
    /// <param name="cancellation">Stops the wait for its turn.</param>
    /// <param name="isBulk">Whether it brings in what can wait for room: such a write leaves the reserve to others.</param>
    /// <exception cref="DataFolderException">The file cannot be used, or the disk is full.</exception>
    /// <exception cref="IOException">The statement failed.</exception>
    public async Task<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellation, bool isBulk = false)
    {
        if (isBulk && _reserve?.TryTake() == false)
            throw new DiskFullException(_path);
        await _writing.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                return await WriteOnceAsync(write, cancellation);
            }
            catch (SqliteException e) when (!isBulk && MayBeFull(e) && _reserve?.GiveUp() == true)
            {
                return await WriteOnceAsync(write, cancellation);
            }
        }
        catch (SqliteException e)
        {
            throw Translate(e);
        }
        finally
        {
            _writing.Release();
        }
    }

    public Task WriteAsync(Action<SqliteSession> write, CancellationToken cancellation, bool isBulk = false) => WriteAsync(
        session =>
        {
            write(session);
            return true;
        },
        cancellation, isBulk);

    /// <summary>Ends an erasure: gives pages back to the disk that it left free, where the file can, and empties the write-ahead log, which
    /// else keeps what was erased until it is written over. Gives up when others use it all the time; their next such call or the last
    /// one to close the file empties it then.</summary>
    public async Task EmptyLogAsync(CancellationToken cancellation)
    {
        if (_use == SqliteUse.Staged)
            return;
        if (_shrinks)
            await ShrinkAsync(cancellation);
        for (var tries = 0; tries < MaxEmptyTries; tries++)
        {
            await _writing.WaitAsync(cancellation);
            try
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                _writer ??= Open();
                if (_writer.TryEmptyLog())
                    return;
            }
            catch (SqliteException)
            {
                // The erasure itself is done; whatever is wrong with the file is told by what uses it next.
                return;
            }
            finally
            {
                _writing.Release();
            }

            await Task.Delay(EmptyPoll, Clock, cancellation);
        }
    }

    /// <summary>Whether another file, or none, is where this one was opened. Told by a connection that no one uses just now.</summary>
    public bool HasMoved()
    {
        if (_disposed)
            return false;
        if (_writing.Wait(0))
        {
            try
            {
                if (_writer is not null)
                    return _writer.HasMoved();
            }
            finally
            {
                _writing.Release();
            }
        }

        if (!_readers.TryTake(out var reader))
            return false;
        try
        {
            return reader.HasMoved();
        }
        finally
        {
            _readers.Add(reader);
            if (_disposed)
                DisposeReaders();
        }
    }

    /// <summary>Ends a staged use: what was written comes into the file itself.</summary>
    /// <exception cref="DataFolderException">It could not be moved.</exception>
    public void Settle()
    {
        try
        {
            _writer ??= Open();
            if (!_writer.TryEmptyLog())
                throw new DataFolderException($"{_path} is in use elsewhere.");
        }
        catch (SqliteException e)
        {
            throw Translate(e);
        }
    }

    /// <summary>Closes the file while others may still use this: a write that goes on is waited for, and what comes later finds it
    /// disposed.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            _disposed = true;
            DisposeReaders();
            _writer?.Dispose();
            _writer = null;
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        DisposeReaders();
        _writer?.Dispose();
        _writing.Dispose();
    }

    private T ReadOnce<T>(Func<SqliteSession, T> read)
    {
        var session = _readers.TryTake(out var pooled) ? pooled : Open();
        try
        {
            session.Execute("BEGIN");
            var result = read(session);
            session.Execute("COMMIT");
            _readers.Add(session);
            if (_disposed)
                DisposeReaders();
            return result;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private async Task<T> WriteOnceAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellation)
    {
        _writer ??= Open();
        await LetOthersInAsync(cancellation);
        try
        {
            await BeginAsync(_writer, cancellation);
            var result = write(_writer);
            _writer.Execute("COMMIT");
            _lastEnded = Clock.GetTimestamp();

            // The log grows by each write; there is room for one.
            if (_reserve?.IsGivenUp == true)
                _ = _writer.TryEmptyLog();
            return result;
        }
        catch
        {
            _writer.Dispose();
            _writer = null;
            throw;
        }
    }

    /// <summary>Some free pages are kept: what comes next need not have the file grow.</summary>
    private async Task ShrinkAsync(CancellationToken cancellation)
    {
        try
        {
            while (await WriteAsync(Shrink, cancellation))
            {
                // A little at a time: others write in between.
            }
        }
        catch (Exception e) when (e is DataFolderException or IOException)
        {
            // The erasure itself is done, and the next one tries again.
        }

        bool Shrink(SqliteSession session)
        {
            var kept = _reserve?.IsGivenUp == true ? 0 : Math.Max(LeastFree, session.Scalar("PRAGMA page_count") / FreeShare);
            if (session.Scalar("PRAGMA freelist_count") <= kept || session.Scalar("PRAGMA auto_vacuum") != Incremental)
                return false;
            session.Execute($"PRAGMA incremental_vacuum({ShrinkPages})");
            return true;
        }
    }

    private void DisposeReaders()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
    }

    private async Task LetOthersInAsync(CancellationToken cancellation)
    {
        if (Clock.GetElapsedTime(_lastEnded) < Gap)
        {
            if (Clock.GetElapsedTime(_burstBegan) < MaxBurst)
                return;
            await Task.Delay(Gap, Clock, cancellation);
        }

        _burstBegan = Clock.GetTimestamp();
    }

    private static async Task BeginAsync(SqliteSession session, CancellationToken cancellation)
    {
        var start = Clock.GetTimestamp();
        while (true)
        {
            var result = session.TryBegin();
            if (result == raw.SQLITE_OK)
                return;
            if ((result & 0xFF) != Busy || Clock.GetElapsedTime(start) > WriteTimeout)
                throw new SqliteException("The write could not begin.", result & 0xFF, result);
            await Task.Delay(Poll, Clock, cancellation);
        }
    }

    private SqliteSession Open()
    {
        try
        {
            return OpenOnce();
        }
        catch (Exception e) when (MayBeFull(e) && _reserve?.GiveUp() == true)
        {
            return OpenOnce();
        }
    }

    private SqliteSession OpenOnce()
    {
        if (_use != SqliteUse.Frozen)
            OwnerFiles.Prepare(_path);
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            var session = new SqliteSession(connection);
            if (_use == SqliteUse.Frozen)
            {
                session.Execute("PRAGMA temp_store=MEMORY; PRAGMA cache_size=-2048;");
                _opened?.Invoke(connection);
                return session;
            }

            session.WaitForOthers();

            // Later it would change nothing, and take the lock of a write for that.
            if (_shrinks && new FileInfo(_path) is { Exists: true, Length: 0 })
                session.Execute($"PRAGMA auto_vacuum={Incremental}");
            SwitchToLog(session);

            // FULL: what was acknowledged survives a power cut. secure_delete: what was erased is not left in the file.
            session.Execute("PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON; "
                + "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-2048; PRAGMA wal_autocheckpoint=2000; "
                + "PRAGMA journal_size_limit=33554432;");
            if (_use == SqliteUse.Staged)
                session.KeepLog();
            _opened?.Invoke(connection);
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Of several that switch a new file at once SQLite refuses all but one, without waiting: they would wait for each
    /// other.</summary>
    private static void SwitchToLog(SqliteSession session)
    {
        var start = Clock.GetTimestamp();
        for (var wait = default(SpinWait); ; wait.SpinOnce())
        {
            try
            {
                session.Execute("PRAGMA journal_mode=WAL");
                return;
            }
            catch (SqliteException e) when (e.SqliteErrorCode == Busy && Clock.GetElapsedTime(start) < WriteTimeout)
            {
                // Tried again: the other one is done in a moment.
            }
        }
    }

    private void Upgrade(SqliteSession session, Schema schema)
    {
        if (IsOurs(session, schema) && OlderVersion(session, schema) == schema.Steps.Count)
            return;
        if (_use == SqliteUse.Frozen)
            throw new DamagedFileException(_path);
        session.Execute("BEGIN EXCLUSIVE");
        if (!IsOurs(session, schema))
            throw new DamagedFileException(_path);
        var version = OlderVersion(session, schema);
        for (; version < schema.Steps.Count; version++)
            session.Execute(schema.Steps[version]);
        session.Execute($"PRAGMA user_version={schema.Steps.Count}");
        session.Execute("COMMIT");
    }

    /// <summary>A new file has no table at all; one of ours has the one that the schema names.</summary>
    private static bool IsOurs(SqliteSession session, Schema schema) => schema.Table is null
        || (session.Scalar("PRAGMA user_version") == 0
            ? session.Scalar("SELECT COUNT(*) FROM sqlite_master") == 0
            : session.Prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1").Scalar(schema.Table) is not null);

    /// <exception cref="DataFolderException">The file has a newer version than the schema.</exception>
    private int OlderVersion(SqliteSession session, Schema schema)
    {
        var version = (int)session.Scalar("PRAGMA user_version");
        return version <= schema.Steps.Count
            ? version
            : throw new DataFolderException(
                $"{_path} was written by a newer version of InboxMind (format {version}; this one reads up to {schema.Steps.Count}). "
                + "Use that version, or another data folder.");
    }

    /// <summary>What is not the file's fault is the statement's, and no reason for a worker to leave everything else undone.</summary>
    private Exception Translate(SqliteException e) => IsDamage(e) ? new DamagedFileException(_path, e)
        : e.SqliteErrorCode == Full || (MayBeFull(e) && DiskFullException.IsFull(_path)) ? new DiskFullException(_path, e)
        : e.SqliteErrorCode is CannotOpen or ReadOnly or IoError or Busy
            ? new DataFolderException(Explain(e), e)
            : new IOException(Explain(e), e);

    /// <summary>SQLite has many words for it: a log that cannot be made, memory that cannot be shared.</summary>
    private static bool MayBeFull(Exception e) =>
        e is SqliteException { SqliteErrorCode: Full or IoError or CannotOpen } or DataFolderException { InnerException: IOException };

    /// <summary>A table that is gone was taken out by something else. A column that is missing may be a search's fault.</summary>
    private static bool IsDamage(SqliteException e) => e.SqliteErrorCode is Corrupt or NotADatabase
        || (e.SqliteErrorCode == Error && e.Message.Contains("no such table", StringComparison.Ordinal));

    private string Explain(SqliteException e) => e.SqliteErrorCode switch
    {
        CannotOpen or ReadOnly => $"{_path} cannot be opened for writing; check the folder's permissions.",
        IoError => $"{_path} cannot be read or written (I/O error {e.SqliteExtendedErrorCode}); the disk may be full or failing.",
        Busy => $"{_path} is locked by another program that does not let go of it.",
        _ => $"{_path} failed: {e.Message.TrimEnd('.')}.",
    };
}
