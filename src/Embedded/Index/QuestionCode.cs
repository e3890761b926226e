using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace InboxMind.Embedded.Index;

/// <summary>A question's vector as signs and sizes of three bits, to be compared with the codes of pieces: nearly a dot product, where a
/// large dimension of a code stands for three times a small one. (Those of a normal distribution in four levels stand for 3.3 times; it
/// makes no difference, and whole numbers are the same however they are added up.)</summary>
internal sealed class QuestionCode
{
    private const int MaxSize = 7;
    private const int LargeIs = 3;

    private readonly Word[] _words;
    private readonly byte[] _tables;
    private readonly int _whole;

    public QuestionCode(ReadOnlySpan<float> vector)
    {
        Dimensions = vector.Length;
        _words = new Word[CodeBlock.Words(vector.Length)];
        var sizes = Sizes(vector);
        for (var i = 0; i < vector.Length; i++)
        {
            ref var word = ref _words[i / 64];
            var bit = 1UL << (i % 64);
            if (vector[i] > 0)
                word.Signs |= bit;
            var size = sizes[i];
            _whole += size;
            word.Ones |= (size & 1) != 0 ? bit : 0;
            word.Twos |= (size & 2) != 0 ? bit : 0;
            word.Fours |= (size & 4) != 0 ? bit : 0;
        }

        MaxNearness = 2 * LargeIs * _whole;
        _tables = TablesOf(vector, sizes);
    }

    /// <summary>The vector's.</summary>
    public int Dimensions { get; }

    /// <summary>Words of a code that it is compared with.</summary>
    public int CodeLength => 2 * _words.Length;

    /// <summary>The greatest nearness there can be, at most 65,535; the least is 0.</summary>
    public int MaxNearness { get; }

    /// <summary>For each two dimensions what each of their sixteen codes adds to the nearness, at most 84: the code's first two bits say
    /// which of the two are positive, the others which are large. See <see cref="LaidCodes"/>.</summary>
    public ReadOnlySpan<byte> Tables => _tables;

    /// <summary>How near pieces are, comparable for one question.</summary>
    /// <param name="codes">Their codes, one behind the other.</param>
    /// <param name="nearness">Filled, a number for each.</param>
    public void Compare(ReadOnlySpan<ulong> codes, Span<ushort> nearness)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(codes.Length, nearness.Length * CodeLength);

        // Nothing is checked below: who searches once compares all in this way.
        ref var signs = ref MemoryMarshal.GetReference(codes);
        for (var place = 0; place < nearness.Length; place++)
        {
            nearness[place] = (ushort)Nearness(ref signs, ref Unsafe.Add(ref signs, _words.Length));
            signs = ref Unsafe.Add(ref signs, 2 * _words.Length);
        }
    }

    /// <summary>As far as possible in proportion to the vector's numbers: of very long vectors the sizes are smaller, so that the nearness
    /// stays in bounds.</summary>
    private static int[] Sizes(ReadOnlySpan<float> vector)
    {
        var max = 0f;
        foreach (var x in vector)
            max = Math.Max(max, MathF.Abs(x));
        var sizes = new int[vector.Length];
        for (var most = max > 0 ? MaxSize : 0; most > 0; most--)
        {
            for (var i = 0; i < vector.Length; i++)
                sizes[i] = (int)MathF.Round(MathF.Abs(vector[i]) / max * most);
            if (2 * LargeIs * sizes.Sum() <= ushort.MaxValue)
                return sizes;
        }

        return new int[vector.Length];
    }

    private static byte[] TablesOf(ReadOnlySpan<float> vector, int[] sizes)
    {
        var tables = new byte[CodeBlock.Words(vector.Length) * 64 / 2 * 16];
        for (var i = 0; i < vector.Length; i++)
        {
            var table = tables.AsSpan(i / 2 * 16, 16);
            var bit = 1 << (i % 2);
            for (var code = 0; code < table.Length; code++)
            {
                var (isPositive, isLarge) = ((code & bit) != 0, (code & (bit << 2)) != 0);
                var value = (isLarge ? LargeIs : 1) * sizes[i];
                table[code] += (byte)((LargeIs * sizes[i]) + (isPositive == vector[i] > 0 ? value : -value));
            }
        }

        return tables;
    }

    /// <summary>The sum of <see cref="Tables"/>, by counting bits.</summary>
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

        return (LargeIs * _whole) + (2 * agreeing) - _whole + ((LargeIs - 1) * ((2 * largeAgreeing) - large));
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
