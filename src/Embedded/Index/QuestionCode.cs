using System.Numerics;

namespace InboxMind.Embedded.Index;

/// <summary>A question's vector as signs and sizes of three bits, to be compared with the codes of pieces: nearly a dot product, by
/// counting bits.</summary>
internal sealed class QuestionCode
{
    private const int Planes = 3;
    private const int MaxSize = (1 << Planes) - 1;

    /// <summary>What a small dimension of a code stands for, and how much more a large one, in standard deviations.</summary>
    private const float Small = 0.453f;
    private const float More = 1.51f - Small;

    private readonly int _words;
    private readonly ulong[] _signs;

    /// <summary>Bit 0 of all sizes, then bit 1, then bit 2.</summary>
    private readonly ulong[] _sizes;
    private readonly int _whole;

    public QuestionCode(ReadOnlySpan<float> vector)
    {
        Dimensions = vector.Length;
        _words = CodeBlock.Words(vector.Length);
        _signs = new ulong[_words];
        _sizes = new ulong[Planes * _words];
        var max = 0f;
        foreach (var x in vector)
            max = Math.Max(max, MathF.Abs(x));
        for (var i = 0; i < vector.Length && max > 0; i++)
        {
            var bit = 1UL << (i % 64);
            if (vector[i] > 0)
                _signs[i / 64] |= bit;
            var size = (int)MathF.Round(MathF.Abs(vector[i]) / max * MaxSize);
            _whole += size;
            for (var plane = 0; plane < Planes; plane++)
            {
                if (((size >> plane) & 1) != 0)
                    _sizes[(plane * _words) + (i / 64)] |= bit;
            }
        }
    }

    /// <summary>The vector's.</summary>
    public int Dimensions { get; }

    /// <summary>Words of a code that it is compared with.</summary>
    public int CodeLength => 2 * _words;

    /// <summary>The greatest <see cref="Nearness"/> there can be; the least is its negative.</summary>
    public int MaxNearness => (int)((Small + More) * _whole) + 1;

    /// <summary>How near a piece is, comparable for one question.</summary>
    public int Nearness(ReadOnlySpan<ulong> code)
    {
        int agreeing = 0, large = 0, largeAgreeing = 0;
        for (var i = 0; i < _words; i++)
        {
            var agree = ~(code[i] ^ _signs[i]);
            var isLarge = code[_words + i];
            for (var plane = 0; plane < Planes; plane++)
            {
                var size = _sizes[(plane * _words) + i];
                agreeing += BitOperations.PopCount(size & agree) << plane;
                large += BitOperations.PopCount(size & isLarge) << plane;
                largeAgreeing += BitOperations.PopCount(size & isLarge & agree) << plane;
            }
        }

        return (int)((Small * ((2 * agreeing) - _whole)) + (More * ((2 * largeAgreeing) - large)));
    }
}
