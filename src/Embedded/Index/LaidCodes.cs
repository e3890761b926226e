using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace InboxMind.Embedded.Index;

/// <summary>A <see cref="CodeBlock"/> laid out to be compared 32 codes at a time: of each 32 the same four dimensions lie together, a byte
/// for each code, so that an instruction looks up what two dimensions of all of them add to the nearness (Fast Scan: André, Kermarrec
/// and Le Scouarnec, Cache locality is not enough, 2015).</summary>
internal sealed class LaidCodes
{
    private const int Together = 32;

    /// <summary>Bits of a byte of the signs and one of the sizes as two codes of two dimensions, see
    /// <see cref="QuestionCode.Tables"/>.</summary>
    private static readonly byte[] FourDimensions = [.. Enumerable.Range(0, 256).Select(static bits => Codes(bits & 0xF, bits >> 4))];

    private readonly uint[] _mails;
    private readonly byte[] _codes;

    /// <param name="block">Its number.</param>
    /// <param name="data">The block.</param>
    public LaidCodes(long block, ReadOnlySpan<byte> data)
    {
        Block = block;
        _mails = [.. CodeBlock.MailNumbersOf(data)];
        var codes = MemoryMarshal.AsBytes(CodeBlock.CodesOf(data));
        _codes = new byte[codes.Length];
        var (length, words) = (codes.Length / CodeBlock.Places, codes.Length / CodeBlock.Places / 2);
        for (var place = 0; place < CodeBlock.Places; place++)
        {
            var signs = codes.Slice(place * length, words);
            var sizes = codes.Slice((place * length) + words, words);
            var laid = _codes.AsSpan((place / Together * Together * length) + (place % Together));
            for (var i = 0; i < words; i++)
            {
                laid[2 * i * Together] = FourDimensions[(signs[i] & 0xF) | ((sizes[i] & 0xF) << 4)];
                laid[((2 * i) + 1) * Together] = FourDimensions[(signs[i] >> 4) | (sizes[i] & 0xF0)];
            }
        }
    }

    /// <summary>The block's number.</summary>
    public long Block { get; }

    /// <summary>The numbers of the pieces' mails, 0 where there is no piece.</summary>
    public ReadOnlySpan<uint> MailNumbers => _mails;

    /// <summary>Words of a code.</summary>
    public int CodeLength => _codes.Length / CodeBlock.Places / sizeof(ulong);

    /// <summary>Bytes that it takes.</summary>
    public int Bytes => _codes.Length + (_mails.Length * sizeof(uint));

    /// <summary>How near the pieces are: the same as <see cref="QuestionCode.Compare"/>.</summary>
    /// <param name="question">With as long codes.</param>
    /// <param name="nearness">Filled, a number for each place.</param>
    public void Compare(QuestionCode question, Span<ushort> nearness)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(question.CodeLength, CodeLength);
        ArgumentOutOfRangeException.ThrowIfNotEqual(nearness.Length, CodeBlock.Places);

        // Nothing is checked below: this is most of what a search by meaning does.
        var length = _codes.Length / CodeBlock.Places;
        ref var codes = ref MemoryMarshal.GetArrayDataReference(_codes);
        ref var tables = ref MemoryMarshal.GetReference(question.Tables);
        for (var first = 0; first < CodeBlock.Places; first += Together)
        {
            Compare(ref codes, ref tables, length, nearness.Slice(first, Together));
            codes = ref Unsafe.Add(ref codes, length * Together);
        }
    }

    /// <summary>Two neighbours are added up in one number of 16 bits, and the upper one beside it again, which is taken away at the
    /// end.</summary>
    private static void Compare(ref byte codes, ref byte tables, int length, Span<ushort> nearness)
    {
        Vector256<ushort> both = default, upper = default;
        var half = Vector256.Create((byte)0xF);
        for (var i = 0; i < length; i++)
        {
            var code = Vector256.LoadUnsafe(ref codes, (nuint)(i * Together));
            var some = Found(ref tables, 2 * i, code & half)
                + Found(ref tables, (2 * i) + 1, (code.AsUInt16() >>> 4).AsByte() & half);
            both += some.AsUInt16();
            upper += some.AsUInt16() >>> 8;
        }

        both -= upper << 8;
        for (var i = 0; i < Vector256<ushort>.Count; i++)
            (nearness[2 * i], nearness[(2 * i) + 1]) = (both[i], upper[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Found(ref byte tables, int number, Vector256<byte> codes)
    {
        var table = Vector128.LoadUnsafe(ref tables, (nuint)(number * Vector128<byte>.Count));
        return Avx2.IsSupported
            ? Avx2.Shuffle(Vector256.Create(table, table), codes)
            : Vector256.Create(Vector128.Shuffle(table, codes.GetLower()), Vector128.Shuffle(table, codes.GetUpper()));
    }

    private static byte Codes(int signs, int sizes) => (byte)(
        (signs & 3) | ((sizes & 3) << 2) | ((signs >> 2) << 4) | ((sizes >> 2) << 6));
}
