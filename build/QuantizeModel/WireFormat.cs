using System.Text;

namespace InboxMind.QuantizeModel;

/// <summary>A message of the protocol buffers' wire format (https://protobuf.dev/programming-guides/encoding/), read without its schema:
/// what is not understood is written again as it was.</summary>
internal sealed class WireMessage
{
    private const int Varint = 0;
    private const int Bytes = 2;

    public List<WireField> Fields { get; } = [];

    public static WireMessage Read(ReadOnlyMemory<byte> data)
    {
        var message = new WireMessage();
        for (var at = 0; at < data.Length;)
        {
            var key = ReadVarint(data.Span, ref at);
            var (number, type) = ((int)(key >> 3), (int)(key & 7));
            if (type == Varint)
            {
                message.Fields.Add(new WireField(number, type, ReadVarint(data.Span, ref at), default));
                continue;
            }

            var length = type switch
            {
                1 => 8,
                5 => 4,
                Bytes => checked((int)ReadVarint(data.Span, ref at)),
                _ => throw new InvalidDataException($"Wire type {type} is not known."),
            };
            message.Fields.Add(new WireField(number, type, 0, data.Slice(at, length)));
            at += length;
        }

        return message;
    }

    public IEnumerable<ReadOnlyMemory<byte>> All(int number) =>
        Fields.Where(f => f.Number == number && f.Type == Bytes).Select(static f => f.Data);

    public string Text(int number) => Encoding.UTF8.GetString(All(number).FirstOrDefault().Span);

    public ulong Number(int number) => Fields.FirstOrDefault(f => f.Number == number && f.Type == Varint).Value;

    public WireMessage Add(int number, ulong value)
    {
        Fields.Add(new WireField(number, Varint, value, default));
        return this;
    }

    public WireMessage Add(int number, string text) => Add(number, Encoding.UTF8.GetBytes(text));

    public WireMessage Add(int number, ReadOnlyMemory<byte> data)
    {
        Fields.Add(new WireField(number, Bytes, 0, data));
        return this;
    }

    public WireMessage Add(int number, WireMessage message) => Add(number, message.ToBytes());

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        foreach (var field in Fields)
        {
            WriteVarint(stream, ((ulong)field.Number << 3) | (uint)field.Type);
            if (field.Type == Varint)
            {
                WriteVarint(stream, field.Value);
                continue;
            }

            if (field.Type == Bytes)
                WriteVarint(stream, (ulong)field.Data.Length);
            stream.Write(field.Data.Span);
        }

        return stream.ToArray();
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> data, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = data[at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
    }

    private static void WriteVarint(MemoryStream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }
}

/// <summary>A field: a number, or bytes.</summary>
internal readonly record struct WireField(int Number, int Type, ulong Value, ReadOnlyMemory<byte> Data);
