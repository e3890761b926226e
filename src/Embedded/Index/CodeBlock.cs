using System.Runtime.InteropServices;

namespace InboxMind.Embedded.Index;

/// <summary>The codes of up to 1,024 pieces: of each the number of its mail, 0 when there is none, and two bits for each dimension of its
/// vector, which say whether it is positive and whether it is large. They are compared with a <see cref="QuestionCode"/>.</summary>
internal readonly ref struct CodeBlock(Span<byte> data)
{
    public const int Places = 1_024;

    /// <summary>What is larger than this many standard deviations is large: with four levels of a normal distribution the error is least
    /// there (Max, Quantizing for Minimum Distortion, 1960).</summary>
    private const float Large = 0.98f;

    /// <summary>Numbers in front of the codes.</summary>
    private const int Mails = Places * sizeof(uint);

    /// <summary>The numbers of the pieces' mails.</summary>
    public Span<uint> MailNumbers { get; } = MemoryMarshal.Cast<byte, uint>(data[..Mails]);

    /// <summary>The codes, one behind the other.</summary>
    public Span<ulong> Codes { get; } = MemoryMarshal.Cast<byte, ulong>(data[Mails..]);

    /// <summary>The numbers of the pieces' mails in a block that is only read.</summary>
    public static ReadOnlySpan<uint> MailNumbersOf(ReadOnlySpan<byte> data) => MemoryMarshal.Cast<byte, uint>(data[..Mails]);

    /// <summary>The codes in a block that is only read.</summary>
    public static ReadOnlySpan<ulong> CodesOf(ReadOnlySpan<byte> data) => MemoryMarshal.Cast<byte, ulong>(data[Mails..]);

    /// <summary>Bytes of a block.</summary>
    public static int Length(int dimensions) => Mails + (Places * 2 * Words(dimensions) * sizeof(ulong));

    /// <summary>Words of 64 bits that hold a bit for each dimension.</summary>
    public static int Words(int dimensions) => (dimensions + 63) / 64;

    /// <summary>The code of a vector: its signs, and behind them what is large.</summary>
    public static ulong[] Encode(ReadOnlySpan<float> vector)
    {
        var words = Words(vector.Length);
        var code = new ulong[2 * words];
        var large = Large / MathF.Sqrt(Math.Max(1, vector.Length));
        for (var i = 0; i < vector.Length; i++)
        {
            if (vector[i] > 0)
                code[i / 64] |= 1UL << (i % 64);
            if (MathF.Abs(vector[i]) > large)
                code[words + (i / 64)] |= 1UL << (i % 64);
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
}
