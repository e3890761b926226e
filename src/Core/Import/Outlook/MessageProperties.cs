using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using InboxMind.Core.Mail.Parsing.Charsets;

namespace InboxMind.Core.Import.Outlook;

/// <summary>The properties of a message, a recipient or an attachment in a file of Outlook (MS-OXMSG 2.4): fixed ones in one stream, the
/// others in a stream each.</summary>
internal sealed class MessageProperties
{
    /// <summary>Types of properties (MS-OXCDATA 2.11.1).</summary>
    private const ushort Int = 0x0003, Time = 0x0040, Text = 0x001F, OldText = 0x001E, Binary = 0x0102;

    private readonly CompoundFile.Storage _storage;
    private readonly Dictionary<uint, ulong> _fixed = [];
    private readonly Encoding _encoding;

    /// <param name="storage">Where they lie.</param>
    /// <param name="headerBytes">What stands before the fixed ones: 32 bytes for a message, 24 for one within another, else 8.</param>
    /// <param name="encoding">The charset of texts that are in none of Unicode; null to look for it.</param>
    public MessageProperties(CompoundFile.Storage storage, int headerBytes, Encoding? encoding)
    {
        _storage = storage;
        var all = (storage.Stream("__properties_version1.0") ?? default).Span;
        for (var at = headerBytes; at + 16 <= all.Length; at += 16)
            _fixed[BinaryPrimitives.ReadUInt32LittleEndian(all[at..])] = BinaryPrimitives.ReadUInt64LittleEndian(all[(at + 8)..]);
        _encoding = encoding ?? Charset();
    }

    public CompoundFile.Storage Storage => _storage;

    public Encoding Encoding => _encoding;

    public int? Number(ushort id) => _fixed.TryGetValue(Tag(id, Int), out var value) ? (int)(uint)value : null;

    public DateTimeOffset? Date(ushort id) =>
        _fixed.TryGetValue(Tag(id, Time), out var value) && value > 0 && value < (ulong)DateTime.MaxValue.ToFileTimeUtc()
            ? new DateTimeOffset(DateTime.FromFileTimeUtc((long)value), TimeSpan.Zero)
            : null;

    public ReadOnlyMemory<byte>? Bytes(ushort id) => Stream(id, Binary);

    /// <summary>A text; empty when there is none.</summary>
    public string String(ushort id)
    {
        var text = Stream(id, Text) is { } wide ? Encoding.Unicode.GetString(wide.Span)
            : Stream(id, OldText) is { } narrow ? _encoding.GetString(narrow.Span) : "";
        return text.TrimEnd('\0');
    }

    private ReadOnlyMemory<byte>? Stream(ushort id, ushort type) =>
        _storage.Stream(string.Create(CultureInfo.InvariantCulture, $"__substg1.0_{Tag(id, type):X8}"));

    private static uint Tag(ushort id, ushort type) => ((uint)id << 16) | type;

    /// <summary>The code page of the message's body, or of the machine it was written on.</summary>
    private Encoding Charset()
    {
        foreach (var id in (ushort[])[0x3FFD, 0x3FDE])
        {
            if (Number(id) is { } page and > 0 && TextCharset.Find($"cp{page.ToString(CultureInfo.InvariantCulture)}") is { } encoding)
                return encoding;
        }

        return TextCharset.Find("windows-1252")!;
    }
}
