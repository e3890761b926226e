using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using InboxMind.Embedded.Storage;
using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Index;

/// <summary>Ranks what an FTS5 query matches by BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), as
/// FTS5's own <c>bm25</c> does with column weights, but with other numbers (<see cref="Bm25"/>). It differs in what it costs: the mails'
/// lengths come from memory instead of a look-up for every match, and only the best are kept.</summary>
internal sealed unsafe partial class WordRanking
{
    private const string Library = "e_sqlite3";
    private const int Ok = 0;
    private const int Row = 100;

    /// <summary>A word in half of all mails or more still counts, hardly.</summary>
    private const double MinIdf = 1e-6;

    /// <summary>A statement runs on the thread that steps it, so this is the ranking its function calls belong to.</summary>
    [ThreadStatic]
    private static WordRanking? _current;

    private readonly MailLengths _lengths;
    private readonly Bm25 _formula;
    private readonly int _depth;
    private readonly PriorityQueue<long, (double Score, long Mail)> _best = new();
    private readonly IReadOnlyList<int> _groups;
    private double[]? _idf;

    /// <summary>Which word each phrase is a form of, in order.</summary>
    private int[] _word = [];
    private double _averageLength;

    private WordRanking(MailLengths lengths, Bm25 formula, int depth, IReadOnlyList<int> groups)
    {
        _groups = groups;
        _lengths = lengths;
        _formula = formula;
        _depth = depth;
    }

    /// <summary>Makes the function known to a connection that will run rankings.</summary>
    public static void Register(SqliteConnection connection)
    {
        var db = connection.Handle!.DangerousGetHandle();
        Fts5Api* api = null;
        nint statement = 0;
        fixed (byte* sql = "SELECT fts5(?1)"u8, type = "fts5_api_ptr"u8, name = "inboxmind_rank"u8)
        {
            var known = Prepare(db, sql, -1, &statement, null) == Ok && BindPointer(statement, 1, &api, type, 0) == Ok
                && Step(statement) == Row;
            _ = Finalize(statement);
            if (!known || api is null || api->CreateFunction(api, name, null, &Rank, null) != Ok)
                throw new InvalidOperationException("This SQLite has no FTS5.");
        }
    }

    /// <summary>The best mails that match, by score.</summary>
    /// <param name="session">A session whose connection knows the function.</param>
    /// <param name="lengths">The mails' lengths as of this transaction.</param>
    /// <param name="formula">What counts how much.</param>
    /// <param name="depth">How many mails at most.</param>
    /// <param name="match">A parameter that holds the FTS5 query.</param>
    /// <param name="conditions">Conditions on a mail <c>m</c>, as SQL that begins with AND, or nothing.</param>
    /// <param name="values">The values of all parameters.</param>
    /// <param name="groups">How many phrases, one after the other, are forms of one word each, which counts once; null when none
    /// are.</param>
    /// <returns>The scores; and that of a mail of usual length that holds each word once, 0 when none matches.</returns>
    public static (Dictionary<long, double> Scores, double Whole) Rank(
        SqliteSession session, MailLengths lengths, Bm25 formula, int depth, string match, string conditions, object?[] values,
        IReadOnlyList<int>? groups = null)
    {
        var ranking = new WordRanking(lengths, formula, depth, groups ?? []);
        var outer = _current;
        _current = ranking;
        try
        {
            var join = conditions.Length == 0 ? "" : "JOIN mail m ON m.seq = mail_words.rowid ";
            session.Prepare($"SELECT inboxmind_rank(mail_words) FROM mail_words {join}WHERE mail_words MATCH {match}{conditions}")
                .Each(static _ => { }, values);
        }
        finally
        {
            _current = outer;
        }

        return (ranking._best.UnorderedItems.ToDictionary(static b => b.Element, static b => b.Priority.Score), ranking._idf?.Sum() ?? 0);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Rank(ExtensionApi* api, nint context, nint result, int count, nint* values)
    {
        try
        {
            var status = _current?.Add(api, context) ?? 1;
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

    private int Add(ExtensionApi* api, nint context)
    {
        if (_idf is null && Begin(api, context) is var status and not Ok)
            return status;
        var mail = api->RowId(context);
        var (weights, k1, b, share) = _formula;
        var norm = k1 * (1 - b + (b * _lengths[mail] / _averageLength));
        double score = 0, frequency = 0;
        var isFound = false;
        for (var phrase = 0; phrase < _word.Length; phrase++)
        {
            PhraseIterator places;
            int column, offset;
            status = api->PhraseFirst(context, phrase, &places, &column, &offset);
            if (status != Ok)
                return status;
            isFound |= column >= 0;
            while (column >= 0 && column < weights.Length)
            {
                frequency += weights[column];
                api->PhraseNext(context, &places, &column, &offset);
            }

            var word = _word[phrase];
            if (phrase + 1 < _word.Length && _word[phrase + 1] == word)
                continue;
            if (frequency > 0)
                score += _idf![word] * (frequency * (k1 + 1)) / (frequency + norm);
            else if (isFound)
                score += _idf![word] * (k1 + 1) * share;
            (frequency, isFound) = (0, false);
        }

        if (_best.Count < _depth)
            _best.Enqueue(mail, (score, mail));
        else if (_best.TryPeek(out _, out var worst) && score >= worst.Score)
            _best.EnqueueDequeue(mail, (score, mail));
        return Ok;
    }

    /// <summary>Counts, once for a query, in how many mails each phrase is.</summary>
    private int Begin(ExtensionApi* api, nint context)
    {
        long mails = 0, words = 0;
        var status = api->RowCount(context, &mails);
        for (var column = 0; status == Ok && column < MailLengths.Columns; column++)
        {
            long some = 0;
            status = api->ColumnTotalSize(context, column, &some);
            words += some;
        }

        if (status != Ok)
            return status;
        _averageLength = Math.Max(1, (double)words / Math.Max(1, mails));
        var count = api->PhraseCount(context);

        // Where FTS5 left a phrase out that has no word for it, they cannot be told apart.
        _word = _groups.Sum() == count
            ? [.. _groups.SelectMany(static (phrases, word) => Enumerable.Repeat(word, phrases))]
            : [.. Enumerable.Range(0, count)];
        var with = new long[_word.Length == 0 ? 0 : _word[^1] + 1];
        for (var phrase = 0; phrase < count; phrase++)
        {
            long found = 0;
            status = api->QueryPhrase(context, phrase, &found, &Count);
            if (status != Ok)
                return status;
            with[_word[phrase]] += found;
        }

        _idf = new double[with.Length];
        for (var word = 0; word < with.Length; word++)
            _idf[word] = Idf(mails, Math.Min(mails, with[word]));
        return Ok;
    }

    private static double Idf(long mails, long found) => Math.Max(MinIdf, Math.Log((mails - found + 0.5) / (found + 0.5)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Count(ExtensionApi* api, nint context, long* found)
    {
        ++*found;
        return Ok;
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

    /// <summary><c>Fts5ExtensionApi</c> of fts5.h, as far as it is used.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ExtensionApi
    {
        public int Version;
        public nint UserData;
        public nint ColumnCount;
        public delegate* unmanaged[Cdecl]<nint, long*, int> RowCount;
        public delegate* unmanaged[Cdecl]<nint, int, long*, int> ColumnTotalSize;
        public nint Tokenize;
        public delegate* unmanaged[Cdecl]<nint, int> PhraseCount;
        public nint PhraseSize;
        public nint InstCount;
        public nint Inst;
        public delegate* unmanaged[Cdecl]<nint, long> RowId;
        public nint ColumnText;
        public nint ColumnSize;
        public delegate* unmanaged[Cdecl]<nint, int, long*, delegate* unmanaged[Cdecl]<ExtensionApi*, nint, long*, int>, int> QueryPhrase;
        public nint SetAuxData;
        public nint GetAuxData;
        public delegate* unmanaged[Cdecl]<nint, int, PhraseIterator*, int*, int*, int> PhraseFirst;
        public delegate* unmanaged[Cdecl]<nint, PhraseIterator*, int*, int*, void> PhraseNext;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PhraseIterator
    {
        public nint Next;
        public nint End;
    }
}
