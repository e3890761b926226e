using System.Numerics;
using System.Runtime.InteropServices;

namespace InboxMind.Embedded.Index;

/// <summary>The codes of up to 1,024 pieces: of each the number of its mail, 0 when there is none, and one bit for each dimension of its
/// vector, which says whether it is positive. The angle between two vectors grows with the bits their codes differ in (Charikar,
/// Similarity Estimation Techniques from Rounding Algorithms, 2002).</summary>
internal readonly ref struct CodeBlock(Span<byte> data)
{
    public const int Places = 1_024;

    /// <summary>Numbers in front of the codes.</summary>
    private const int Mails = Places * sizeof(uint);

    /// <summary>The numbers of the pieces' mails.</summary>
    public Span<uint> MailNumbers { get; } = MemoryMarshal.Cast<byte, uint>(data[..Mails]);

    /// <summary>The codes, one behind the other.</summary>
    public Span<ulong> Codes { get; } = MemoryMarshal.Cast<byte, ulong>(data[Mails..]);

    /// <summary>Bytes of a block.</summary>
    public static int Length(int dimensions) => Mails + (Places * Words(dimensions) * sizeof(ulong));

    /// <summary>A code's length in words of 64 bits.</summary>
    public static int Words(int dimensions) => (dimensions + 63) / 64;

    public static ulong[] Encode(ReadOnlySpan<float> vector)
    {
        var code = new ulong[Words(vector.Length)];
        for (var i = 0; i < vector.Length; i++)
        {
            if (vector[i] > 0)
                code[i / 64] |= 1UL << (i % 64);
        }

        return code;
    }

    public void Set(int place, uint mail, ReadOnlySpan<ulong> code)
    {
        MailNumbers[place] = mail;
        code.CopyTo(Codes.Slice(place * code.Length, code.Length));
    }

    public void Erase(int place)
    {
        MailNumbers[place] = 0;
        var words = Codes.Length / Places;
        Codes.Slice(place * words, words).Clear();
    }

    /// <summary>In how many bits two codes differ.</summary>
    public static int Distance(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> two)
    {
        var distance = 0;
        for (var i = 0; i < one.Length; i++)
            distance += BitOperations.PopCount(one[i] ^ two[i]);
        return distance;
    }
}
