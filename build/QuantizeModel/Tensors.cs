using System.Runtime.InteropServices;

namespace InboxMind.QuantizeModel;

/// <summary>Tensors as onnx.proto writes them.</summary>
internal static class Tensors
{
    // Numbers of fields.
    public const int Dimensions = 1;
    public const int Type = 2;
    public const int Name = 8;
    public const int Raw = 9;

    // Kinds of numbers.
    public const int Float = 1;
    public const int UInt8 = 2;
    public const int Int8 = 3;

    public static WireMessage Create(string name, int type, int[] size, byte[] data)
    {
        var tensor = new WireMessage();
        foreach (var dimension in size)
            tensor.Add(Dimensions, (ulong)dimension);
        return tensor.Add(Type, (ulong)type).Add(Name, name).Add(Raw, data);
    }

    /// <summary>The dimensions, each in a field of its own, as proto2 has it.</summary>
    public static List<long> Size(WireMessage tensor) =>
        [.. tensor.Fields.Where(static f => f is { Number: Dimensions, Type: 0 }).Select(static f => (long)f.Value)];

    public static ReadOnlySpan<float> Floats(WireMessage tensor) => Numbers<float>(tensor);

    public static ReadOnlySpan<T> Numbers<T>(WireMessage tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.All(Raw).Single().Span);
}
