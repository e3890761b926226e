namespace InboxMind.Core.Index;

/// <summary>Vectors of length one, so that a dot product is the cosine.</summary>
public static class UnitVector
{
    /// <summary>The vector scaled to length one; a zero vector stays zero.</summary>
    /// <exception cref="InvalidOperationException">It has another number of dimensions than the model says, or is not a number.</exception>
    public static ReadOnlyMemory<float> Normalize(ReadOnlyMemory<float> vector, int dimensions)
    {
        if (vector.Length != dimensions)
            throw new InvalidOperationException(
                $"The embedding model gave a vector of {vector.Length} dimensions instead of {dimensions}.");
        double sum = 0;
        foreach (var x in vector.Span)
            sum += (double)x * x;
        if (!double.IsFinite(sum))
            throw new InvalidOperationException("The embedding model gave a vector that is not a number.");
        if (sum == 0 || Math.Abs(sum - 1) < 1e-5)
            return vector;

        var scale = (float)(1 / Math.Sqrt(sum));
        var unit = new float[dimensions];
        for (var i = 0; i < dimensions; i++)
            unit[i] = vector.Span[i] * scale;
        return unit;
    }
}
