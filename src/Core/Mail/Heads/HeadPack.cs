using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace InboxMind.Core.Mail.Heads;

/// <summary>The heads of some messages as bytes: less than they take as objects, and only what is asked for is read of them.</summary>
public sealed class HeadPack
{
    /// <summary>The most heads of one pack.</summary>
    public const int MaxCount = 1_024;

    /// <summary>How packs are written, and what is in a head. A pack of another version is not read.</summary>
    internal const byte Version = 1;

    /// <summary>Version, count of heads, and where the addresses stand; then for each head where it stands.</summary>
    internal const int HeaderLength = 1 + sizeof(int) + sizeof(int);

    private readonly byte[] _data;
    private readonly Lock _lock = new();
    private UInt128[]? _texts;

    /// <summary>Reads a pack.</summary>
    /// <param name="data">What <see cref="Of"/> wrote.</param>
    /// <param name="key">What the store keeps it under; null where none does.</param>
    /// <param name="texts">The digests of texts that are kept with it; null when there are none.</param>
    public HeadPack(byte[] data, long? key, ReadOnlySpan<byte> texts)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!IsCurrent(data))
            throw new ArgumentException("It is of another version.", nameof(data));
        _data = data;
        Key = key;
        Count = BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(1));
        if (texts.Length == Count * 16)
            _texts = MemoryMarshal.Cast<byte, UInt128>(texts).ToArray();
    }

    /// <summary>How many heads it has.</summary>
    public int Count { get; }

    /// <summary>What the store keeps it under.</summary>
    public long? Key { get; }

    /// <summary>What is to be kept of it.</summary>
    public ReadOnlyMemory<byte> Data => _data;

    /// <summary>Whether this version of the program reads it.</summary>
    public static bool IsCurrent(ReadOnlySpan<byte> data) => data.Length >= HeaderLength && data[0] == Version;

    /// <summary>Packs heads.</summary>
    public static HeadPack Of(IReadOnlyList<MailHead> heads) => new(new HeadPackWriter(heads).Write(), key: null, texts: []);

    /// <summary>All addresses that stand in its heads, each once. Heads name them by their place here.</summary>
    public IReadOnlyList<MailAddress> Addresses()
    {
        var reader = new HeadReader(_data, BinaryPrimitives.ReadInt32LittleEndian(_data.AsSpan(1 + sizeof(int))));
        var all = new MailAddress[reader.Number()];
        for (var i = 0; i < all.Length; i++)
            all[i] = new MailAddress(reader.Text(), reader.Text());
        return all;
    }

    /// <summary>When a message was written, in seconds of Unix time.</summary>
    public long Date(int head) => BinaryPrimitives.ReadInt64LittleEndian(_data.AsSpan(Start(head)));

    /// <summary>Reads the people of a head, and then what stands behind them.</summary>
    public HeadReader People(int head) => new(_data, Start(head) + sizeof(long) + 1);

    /// <summary>A whole head.</summary>
    /// <param name="head">Which.</param>
    /// <param name="addresses">The addresses by their places.</param>
    public MailHead Head(int head, Func<int, MailAddress> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var flags = (HeadFlags)_data[Start(head) + sizeof(long)];
        var reader = People(head);
        var (from, to, cc) = (All(ref reader), All(ref reader), All(ref reader));
        var (id, thread, subject) = (reader.Id(), reader.Id(), reader.Text());
        var attachments = reader.Number() is var count and > 0 ? new string[count] : [];
        for (var i = 0; i < attachments.Length; i++)
            attachments[i] = reader.Text();
        return new MailHead(
            new EmailId(id), new ThreadId(thread), DateTimeOffset.FromUnixTimeSeconds(Date(head)), subject, from, to, cc, attachments)
        {
            IsOfList = flags.HasFlag(HeadFlags.OfList),
            Asks = flags.HasFlag(HeadFlags.AsksKnown) ? flags.HasFlag(HeadFlags.Asks) : null,
            Kind = (MailKind)((int)flags >> HeadPackWriter.KindShift),
        };

        MailAddress[] All(ref HeadReader reader)
        {
            var all = reader.Number() is var count and > 0 ? new MailAddress[count] : [];
            for (var i = 0; i < all.Length; i++)
                all[i] = addresses(reader.Number());
            return all;
        }
    }

    /// <summary>The digest of a message's text; null when it was not computed.</summary>
    public UInt128? Text(int head)
    {
        lock (_lock)
            return _texts is { } texts && texts[head] != default ? texts[head] : null;
    }

    /// <summary>Notes the digest of a message's text.</summary>
    public void SetText(int head, UInt128 digest)
    {
        lock (_lock)
            (_texts ??= new UInt128[Count])[head] = digest;
    }

    /// <summary>The digests as they are to be kept.</summary>
    public byte[] Texts()
    {
        lock (_lock)
            return MemoryMarshal.AsBytes(_texts.AsSpan()).ToArray();
    }

    private int Start(int head) => BinaryPrimitives.ReadInt32LittleEndian(_data.AsSpan(HeaderLength + (head * sizeof(int)), sizeof(int)));
}
