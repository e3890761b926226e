using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

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

    private static void Numbers(ReadOnlySpan<byte> data, Span<float> numbers) =>
        TensorPrimitives.ConvertTruncating<sbyte, float>(MemoryMarshal.Cast<byte, sbyte>(data[ScaleLength..]), numbers);
}
