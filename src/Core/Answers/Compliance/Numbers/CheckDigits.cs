namespace InboxMind.Core.Answers.Compliance.Numbers;

/// <summary>Rules by which the last digits of a number prove that it was not mistyped.</summary>
internal static class CheckDigits
{
    /// <summary>ISO/IEC 7812: from the right, every second digit doubled. Digits only.</summary>
    public static bool IsLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1)
                digit = digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>ISO/IEC 7064, MOD 97-10: letters count from 10. The first four characters are read last, as ISO 13616 has it.</summary>
    public static bool IsIban(ReadOnlySpan<char> text)
    {
        var rest = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[(i + 4) % text.Length];
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + (c - '0')) % 97 : ((rest * 100) + (char.ToUpperInvariant(c) - 'A' + 10)) % 97;
        }

        return rest == 1;
    }

    /// <summary>Sum of the digits, each times its weight.</summary>
    public static int Weighted(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length && i < digits.Length; i++)
            sum += (digits[i] - '0') * weights[i];
        return sum;
    }
}
