using System.Text;

namespace InboxMind.Core.Mail.Heads;

/// <summary>Reads the parts of a packed head one after the other: senders, those in To, those in Cc and Bcc, each a count and places among
/// the addresses; then id, thread, subject, and the names of attachments.</summary>
public ref struct HeadReader
{
    /// <summary>What stands before a packed id; before others stands their length and one.</summary>
    internal const int Packed = 0;

    private readonly ReadOnlySpan<byte> _data;
    private int _at;

    internal HeadReader(ReadOnlySpan<byte> data, int at)
    {
        _data = data;
        _at = at;
    }

    /// <summary>A count or a place.</summary>
    public int Number()
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = _data[_at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }

    /// <summary>A text, in UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = Number();
        var text = _data.Slice(_at, length);
        _at += length;
        return text;
    }

    /// <summary>A text.</summary>
    public string Text() => Encoding.UTF8.GetString(Bytes());

    /// <summary>The id of a mail or of a thread.</summary>
    public string Id()
    {
        var id = Id(out var isPacked);
        return isPacked ? PackedId.Unpack(id) : Encoding.UTF8.GetString(id);
    }

    /// <summary>An id as it is written. Those that are packed stand in the order of their texts.</summary>
    public ReadOnlySpan<byte> Id(out bool isPacked)
    {
        var length = Number();
        isPacked = length == Packed;
        var id = _data.Slice(_at, isPacked ? PackedId.Length : length - 1);
        _at += id.Length;
        return id;
    }

    /// <summary>Passes over the people.</summary>
    public void SkipPeople()
    {
        for (var part = 0; part < 3; part++)
        {
            for (var left = Number(); left > 0; left--)
                Number();
        }
    }
}
