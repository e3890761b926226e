using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace InboxMind.Embedded.Index;

/// <summary>A vector as it is kept: a byte for each dimension, and the scale that makes numbers of them, four bytes in front.</summary>
internal static class StoredVector
{
    private const int ScaleLength = 4;

    public static byte[] Encode(ReadOnlySpan<float> vector)
    {
        var data = new byte[ScaleLength + vector.Length];
        var max = vector.IsEmpty ? 0 : MathF.Abs(TensorPrimitives.MaxMagnitude(vector));
        var scale = max > 0 ? max / sbyte.MaxValue : 1;
        BinaryPrimitives.WriteSingleLittleEndian(data, scale);
        for (var i = 0; i < vector.Length; i++)
            data[ScaleLength + i] = (byte)(sbyte)MathF.Round(vector[i] / scale);
        return data;
    }

    public static int Dimensions(ReadOnlySpan<byte> data) => data.Length - ScaleLength;

    public static float[] Decode(ReadOnlySpan<byte> data)
    {
        var vector = new float[Dimensions(data)];
        Decode(data, vector);
        return vector;
    }

    public static void Decode(ReadOnlySpan<byte> data, Span<float> vector)
    {
        Numbers(data, vector);
        TensorPrimitives.Multiply(vector, BinaryPrimitives.ReadSingleLittleEndian(data), vector);
    }

    /// <summary>The dot product with another vector.</summary>
    /// <param name="data">The one that is kept.</param>
    /// <param name="vector">The other.</param>
    /// <param name="numbers">Room for as many numbers.</param>
    public static float Dot(ReadOnlySpan<byte> data, ReadOnlySpan<float> vector, Span<float> numbers)
    {
        Numbers(data, numbers);
        return TensorPrimitives.Dot(numbers, vector) * BinaryPrimitives.ReadSingleLittleEndian(data);
    }

    /// <summary>Sixteen at a time: what converts numbers of any type takes them one by one.</summary>
    private static void Numbers(ReadOnlySpan<byte> data, Span<float> numbers)
    {
        var kept = MemoryMarshal.Cast<byte, sbyte>(data[ScaleLength..]);
        var i = 0;
        for (; i <= kept.Length - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(kept[i..]));
            Convert(low, numbers[i..]);
            Convert(high, numbers[(i + Vector128<short>.Count)..]);
        }

        for (; i < kept.Length; i++)
            numbers[i] = kept[i];
    }

    private static void Convert(Vector128<short> kept, Span<float> numbers)
    {
        var (low, high) = Vector128.Widen(kept);
        Vector128.ConvertToSingle(low).CopyTo(numbers);
        Vector128.ConvertToSingle(high).CopyTo(numbers[Vector128<int>.Count..]);
    }
}
