using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using InboxMind.Embedded.Storage;
using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Index;

/// <summary>A ranking that FTS5 calls for the rows of a query, by a function that each connection knows.</summary>
internal abstract unsafe partial class Fts5Ranking
{
    protected const int Ok = 0;

    /// <summary>What tells SQLite that a call failed.</summary>
    protected const int Failed = 1;

    private const string Library = "e_sqlite3";
    private const int HasRow = 100;

    /// <summary>A word in half of all mails or more still counts, hardly.</summary>
    private const double MinIdf = 1e-6;

    /// <summary>A statement runs on the thread that steps it, so this is the ranking its function calls belong to.</summary>
    [ThreadStatic]
    private static Fts5Ranking? _current;

    /// <summary>Makes the function known to a connection that will run rankings.</summary>
    public static void Register(SqliteConnection connection)
    {
        var db = connection.Handle!.DangerousGetHandle();
        Fts5Api* api = null;
        nint statement = 0;
        fixed (byte* sql = "SELECT fts5(?1)"u8, type = "fts5_api_ptr"u8, name = "inboxmind_rank"u8)
        {
            var known = Prepare(db, sql, -1, &statement, null) == Ok && BindPointer(statement, 1, &api, type, 0) == Ok
                && Step(statement) == HasRow;
            _ = Finalize(statement);
            if (!known || api is null || api->CreateFunction(api, name, null, &Call, null) != Ok)
                throw new InvalidOperationException("This SQLite has no FTS5.");
        }
    }

    /// <summary>Runs a statement that calls the function.</summary>
    protected void Run(SqliteSession session, string sql, object?[] values)
    {
        var outer = _current;
        _current = this;
        try
        {
            session.Prepare(sql).Each(static _ => { }, values);
        }
        finally
        {
            _current = outer;
        }
    }

    /// <summary>Looks at the row that the query is at.</summary>
    /// <returns>A result code of SQLite.</returns>
    protected abstract int Add(ExtensionApi* api, nint context);

    /// <summary>How many mails there are, and how many words they have on average.</summary>
    /// <returns>A result code of SQLite.</returns>
    protected static int ReadTotals(ExtensionApi* api, nint context, out long mails, out double averageLength)
    {
        long count = 0, words = 0;
        var status = api->RowCount(context, &count);
        for (var column = 0; status == Ok && column < MailLengths.Columns; column++)
        {
            long some = 0;
            status = api->ColumnTotalSize(context, column, &some);
            words += some;
        }

        (mails, averageLength) = (count, Math.Max(1, (double)words / Math.Max(1, count)));
        return status;
    }

    /// <summary>Which word each of a query's phrases is a form of, in order.</summary>
    /// <param name="count">How many phrases it has.</param>
    /// <param name="groups">How many phrases, one after the other, are forms of one word each.</param>
    protected static int[] WordOfEach(int count, IReadOnlyList<int> groups) =>

        // Where FTS5 left a phrase out that has no word for it, they cannot be told apart.
        groups.Sum() == count
            ? [.. groups.SelectMany(static (phrases, word) => Enumerable.Repeat(word, phrases))]
            : [.. Enumerable.Range(0, count)];

    /// <summary>How much a word tells that so many of all mails hold.</summary>
    protected static double Idf(long mails, long found) =>
        Math.Max(MinIdf, Math.Log((mails - Math.Min(mails, found) + 0.5) / (Math.Min(mails, found) + 0.5)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Call(ExtensionApi* api, nint context, nint result, int count, nint* values)
    {
        try
        {
            var status = _current?.Add(api, context) ?? Failed;
            if (status != Ok)
                Fail(result, "the words cannot be ranked"u8);
        }
        catch (Exception)
        {
            // No exception may cross into SQLite; it reports the error as a failed statement.
            Fail(result, "the words could not be ranked"u8);
        }
    }

    private static void Fail(nint result, ReadOnlySpan<byte> reason)
    {
        fixed (byte* text = reason)
            ResultError(result, text, reason.Length);
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_prepare_v2")]
    private static partial int Prepare(nint db, byte* sql, int length, nint* statement, byte** tail);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_pointer")]
    private static partial int BindPointer(nint statement, int index, void* pointer, byte* type, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    private static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_finalize")]
    private static partial int Finalize(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_error")]
    private static partial void ResultError(nint context, byte* text, int length);

    /// <summary><c>fts5_api</c> of fts5.h, as far as it is used.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Fts5Api
    {
        public int Version;
        public nint CreateTokenizer;
        public nint FindTokenizer;
        public delegate* unmanaged[Cdecl]<Fts5Api*, byte*, void*, delegate* unmanaged[Cdecl]<ExtensionApi*, nint, nint, int, nint*, void>,
        void*, int> CreateFunction;
    }

    /// <summary><c>Fts5ExtensionApi</c> of fts5.h, as far as it is used. What is called for each row or word is over
    /// in some nanoseconds, and to tell the collector of it would take longer.</summary>
    [StructLayout(LayoutKind.Sequential)]
    protected struct ExtensionApi
    {
        public int Version;
        public nint UserData;
        public nint ColumnCount;
        public delegate* unmanaged[Cdecl]<nint, long*, int> RowCount;
        public delegate* unmanaged[Cdecl]<nint, int, long*, int> ColumnTotalSize;
        public nint Tokenize;
        public delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int> PhraseCount;
        public nint PhraseSize;
        public nint InstCount;
        public nint Inst;
        public delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, long> RowId;
        public nint ColumnText;
        public nint ColumnSize;
        public delegate* unmanaged[Cdecl]<nint, int, void*, delegate* unmanaged[Cdecl]<ExtensionApi*, nint, void*, int>, int> QueryPhrase;
        public nint SetAuxData;
        public nint GetAuxData;
        public delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, PhraseIterator*, int*, int*, int> PhraseFirst;
        public delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, PhraseIterator*, int*, int*, void> PhraseNext;
    }

    [StructLayout(LayoutKind.Sequential)]
    protected struct PhraseIterator
    {
        public nint Next;
        public nint End;
    }
}
