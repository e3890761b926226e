using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace InboxMind.Embedded.Index;

/// <summary>A question's vector as signs and sizes of three bits, to be compared with the codes of pieces: nearly a dot product, by
/// counting bits.</summary>
internal sealed class QuestionCode
{
    private const int MaxSize = 7;

    /// <summary>What a small dimension of a code stands for, and how much more a large one, in standard deviations.</summary>
    private const float Small = 0.453f;
    private const float More = 1.51f - Small;

    private readonly Word[] _words;
    private readonly int _whole;

    public QuestionCode(ReadOnlySpan<float> vector)
    {
        Dimensions = vector.Length;
        _words = new Word[CodeBlock.Words(vector.Length)];
        var max = 0f;
        foreach (var x in vector)
            max = Math.Max(max, MathF.Abs(x));
        for (var i = 0; i < vector.Length && max > 0; i++)
        {
            ref var word = ref _words[i / 64];
            var bit = 1UL << (i % 64);
            if (vector[i] > 0)
                word.Signs |= bit;
            var size = (int)MathF.Round(MathF.Abs(vector[i]) / max * MaxSize);
            _whole += size;
            word.Ones |= (size & 1) != 0 ? bit : 0;
            word.Twos |= (size & 2) != 0 ? bit : 0;
            word.Fours |= (size & 4) != 0 ? bit : 0;
        }

        MaxNearness = (int)((Small + More) * _whole) + 1;
    }

    /// <summary>The vector's.</summary>
    public int Dimensions { get; }

    /// <summary>Words of a code that it is compared with.</summary>
    public int CodeLength => 2 * _words.Length;

    /// <summary>The greatest nearness there can be; the least is its negative.</summary>
    public int MaxNearness { get; }

    /// <summary>How near pieces are, comparable for one question.</summary>
    /// <param name="codes">Their codes, one behind the other.</param>
    /// <param name="nearness">Filled, a number for each.</param>
    public void Compare(ReadOnlySpan<ulong> codes, Span<int> nearness)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(codes.Length, nearness.Length * CodeLength);

        // Nothing is checked below: this is most of what a search by meaning does.
        ref var signs = ref MemoryMarshal.GetReference(codes);
        for (var place = 0; place < nearness.Length; place++)
        {
            nearness[place] = Nearness(ref signs, ref Unsafe.Add(ref signs, _words.Length));
            signs = ref Unsafe.Add(ref signs, 2 * _words.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Nearness(ref ulong signs, ref ulong sizes)
    {
        int agreeing = 0, large = 0, largeAgreeing = 0;
        ref var words = ref MemoryMarshal.GetArrayDataReference(_words);
        for (var i = 0; i < _words.Length; i++)
        {
            ref var word = ref Unsafe.Add(ref words, i);
            var disagree = Unsafe.Add(ref signs, i) ^ word.Signs;
            var isLarge = Unsafe.Add(ref sizes, i);
            ulong one = word.Ones & isLarge, two = word.Twos & isLarge, four = word.Fours & isLarge;
            agreeing += BitOperations.PopCount(word.Ones & ~disagree) + (BitOperations.PopCount(word.Twos & ~disagree) << 1)
                + (BitOperations.PopCount(word.Fours & ~disagree) << 2);
            large += BitOperations.PopCount(one) + (BitOperations.PopCount(two) << 1) + (BitOperations.PopCount(four) << 2);
            largeAgreeing += BitOperations.PopCount(one & ~disagree) + (BitOperations.PopCount(two & ~disagree) << 1)
                + (BitOperations.PopCount(four & ~disagree) << 2);
        }

        return (int)((Small * ((2 * agreeing) - _whole)) + (More * ((2 * largeAgreeing) - large)));
    }

    /// <summary>64 dimensions: which are positive, and the bits of their sizes.</summary>
    private struct Word
    {
        public ulong Signs;
        public ulong Ones;
        public ulong Twos;
        public ulong Fours;
    }
}
