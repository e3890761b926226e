using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>How many words each mail of an index has. A mail's number is never given to another, so a length once read stays
/// right.</summary>
internal sealed class MailLengths
{
    private readonly Lock _loading = new();
    private int[] _lengths = [];
    private long _last;

    /// <summary>Columns whose words count, the first ones: what is extracted stands in the text as well.</summary>
    public const int Columns = 7;

    /// <summary>The mail's words in the columns that count; 0 when it is unknown.</summary>
    public int this[long mail] => (ulong)mail < (ulong)_lengths.Length ? _lengths[mail] : 0;

    /// <summary>Those of all mails up to the one added last, by number.</summary>
    public ReadOnlySpan<int> All
    {
        get
        {
            lock (_loading)
                return _lengths.AsSpan(0, _lengths.Length == 0 ? 0 : (int)_last + 1);
        }
    }

    /// <summary>Reads what is new as of a transaction.</summary>
    public void Load(SqliteSession session)
    {
        lock (_loading)
        {
            session.Prepare("SELECT id, sz FROM mail_words_docsize WHERE id > ?1 ORDER BY id").Each(
                reader =>
                {
                    _last = reader.GetInt64(0);
                    if (_last >= _lengths.Length)
                        Array.Resize(ref _lengths, (int)Math.Max(_last + 1, Math.Min(_lengths.Length * 2L, Array.MaxLength)));
                    _lengths[_last] = Sum(reader.GetBytes(1));
                },
                _last);
        }
    }

    /// <summary>The sum of FTS5's list of sizes, a varint for each column.</summary>
    private static int Sum(byte[] sizes)
    {
        int sum = 0, value = 0, column = 0;
        foreach (var b in sizes)
        {
            value = (value << 7) | (b & 0x7F);
            if (b >= 0x80)
                continue;
            sum += value;
            value = 0;
            if (++column == Columns)
                break;
        }

        return sum;
    }
}
