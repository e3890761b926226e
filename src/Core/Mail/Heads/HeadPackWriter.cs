using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace InboxMind.Core.Mail.Heads;

/// <summary>Writes heads as bytes.</summary>
internal sealed class HeadPackWriter
{
    public const int KindShift = 4;

    private readonly IReadOnlyList<MailHead> _heads;
    private readonly ArrayBufferWriter<byte> _rows = new();
    private readonly ArrayBufferWriter<byte> _names = new();
    private readonly Dictionary<MailAddress, int> _places = [];

    public HeadPackWriter(IReadOnlyList<MailHead> heads)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(heads.Count, HeadPack.MaxCount);
        _heads = heads;
    }

    public byte[] Write()
    {
        var first = HeadPack.HeaderLength + (_heads.Count * sizeof(int));
        var starts = new int[_heads.Count];
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = first + _rows.WrittenCount;
            Write(_heads[i]);
        }

        var addresses = first + _rows.WrittenCount;
        var count = new ArrayBufferWriter<byte>();
        Number(count, _places.Count);
        var data = new byte[addresses + count.WrittenCount + _names.WrittenCount];
        data[0] = HeadPack.Version;
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(1), _heads.Count);
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(1 + sizeof(int)), addresses);
        for (var i = 0; i < starts.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(HeadPack.HeaderLength + (i * sizeof(int))), starts[i]);
        _rows.WrittenSpan.CopyTo(data.AsSpan(first));
        count.WrittenSpan.CopyTo(data.AsSpan(addresses));
        _names.WrittenSpan.CopyTo(data.AsSpan(addresses + count.WrittenCount));
        return data;
    }

    private void Write(MailHead head)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_rows.GetSpan(sizeof(long)), head.Date.ToUnixTimeSeconds());
        _rows.Advance(sizeof(long));
        var flags = (head.IsOfList ? HeadFlags.OfList : 0) | (head.Asks is null ? 0 : HeadFlags.AsksKnown)
            | (head.Asks == true ? HeadFlags.Asks : 0);
        _rows.Write([checked((byte)((int)flags | ((int)head.Kind << KindShift)))]);
        foreach (var part in (ReadOnlySpan<IReadOnlyList<MailAddress>>)[head.From, head.To, head.Cc])
        {
            Number(_rows, part.Count);
            foreach (var address in part)
                Number(_rows, Place(address));
        }

        Id(head.Id.Value);
        Id(head.Thread.Value);
        Text(_rows, head.Subject);
        Number(_rows, head.Attachments.Count);
        foreach (var name in head.Attachments)
            Text(_rows, name);
    }

    private void Id(string id)
    {
        Span<byte> packed = stackalloc byte[PackedId.Length];
        if (PackedId.TryPack(id, packed))
        {
            Number(_rows, HeadReader.Packed);
            _rows.Write(packed);
            return;
        }

        Number(_rows, Encoding.UTF8.GetByteCount(id) + 1);
        Encoding.UTF8.GetBytes(id, _rows);
    }

    private int Place(MailAddress address)
    {
        if (_places.TryGetValue(address, out var place))
            return place;
        Text(_names, address.Name);
        Text(_names, address.Address);
        return _places[address] = _places.Count;
    }

    private static void Text(ArrayBufferWriter<byte> to, string text)
    {
        Number(to, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, to);
    }

    private static void Number(ArrayBufferWriter<byte> to, int value)
    {
        for (; value >= 0x80; value >>= 7)
            to.Write([(byte)(value | 0x80)]);
        to.Write([(byte)value]);
    }
}
