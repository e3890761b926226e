namespace InboxMind.Core.Mail.Heads;

/// <summary>Ids of mails and threads, five bits a character: 33 bytes instead of 52. They stand in the order of their texts.</summary>
internal static class PackedId
{
    /// <summary>Bytes of one.</summary>
    public const int Length = ((EmailId.Length * 5) + 7) / 8;

    /// <summary>In the order of their codes.</summary>
    private const string Alphabet = "234567abcdefghijklmnopqrstuvwxyz";

    /// <summary>Packs an id.</summary>
    /// <returns>Whether it is one that can be packed; others are left as they are.</returns>
    public static bool TryPack(string id, Span<byte> packed)
    {
        if (id.Length != EmailId.Length)
            return false;
        packed.Clear();
        for (var i = 0; i < EmailId.Length; i++)
        {
            var value = Alphabet.IndexOf(id[i], StringComparison.Ordinal);
            if (value < 0)
                return false;

            // The five bits, as they lie across two bytes.
            var (at, shift) = Math.DivRem(i * 5, 8);
            var bits = value << (11 - shift);
            packed[at] |= (byte)(bits >> 8);
            if (at + 1 < Length)
                packed[at + 1] |= (byte)bits;
        }

        return true;
    }

    /// <summary>The id that was packed.</summary>
    public static string Unpack(ReadOnlySpan<byte> packed)
    {
        Span<char> id = stackalloc char[EmailId.Length];
        for (var i = 0; i < id.Length; i++)
        {
            var (at, shift) = Math.DivRem(i * 5, 8);
            var bits = (packed[at] << 8) | (at + 1 < Length ? packed[at + 1] : 0);
            id[i] = Alphabet[(bits >> (11 - shift)) & 31];
        }

        return new string(id);
    }
}
