using System.Collections.Frozen;
using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Compliance.Findings;

namespace InboxMind.Core.Answers.Compliance.Numbers;

/// <summary>International bank account numbers (IBAN, ISO 13616): of a country that has them, in its form and length, with valid check
/// digits; in capitals or not, grouped in whatever way.</summary>
internal static partial class BankAccounts
{
    public const string What = "account number";

    /// <summary>Separators between two characters.</summary>
    private const int MaxGap = 3;

    /// <summary>What follows the check digits, from the registry: n is a digit, a letter is a, c is either; as many as the number
    /// says.</summary>
    private static readonly FrozenDictionary<string, string> Forms =
        ("AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c BY4c4n16c CH5n12c CR18n CY8n16c CZ20n DE18n "
            + "DJ23n DK14n DO4c20n "
        + "EE16n EG25n ES20n FI14n FK2a12n FO14n FR10n11c2n GB4a14n GE2a16n GI4a15c GL14n GR7n16c GT24c HN4a20n HR17n HU24n IE4a14n IL19n "
        + "IQ4a15n IS22n "
        + "IT1a10n12c JO4a4n18c KW4a22c KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c LY21n MC10n11c2n MD20c ME18n MK3n10c2n MN16n "
        + "MR23n MT4a5n18c "
        + "MU4a19n3a NI4a20n NL4a10n NO11n OM3n16c PK4a16c PL24n PS4a21c PT21n QA4a21c RO4a16c RS18n RU14n15c SA2n18c SC4a20n3a SD14n "
        + "SE20n SI15n SK20n "
        + "SM1a10n12c SO19n ST21n SV4a20n TL19n TN20n TR6n16c UA6n19c VA18n VG4a16n XK16n YE4a4n18c")
        .Split(' ').ToFrozenDictionary(
            static f => f[..2],
            static f =>
                "nn" + string.Concat(Part().Matches(f[2..]).Select(static m => new string(m.Value[^1], int.Parse(m.Value[..^1], null)))));

    public static IEnumerable<Finding> Find(string text)
    {
        for (var match = Start().Match(text); match.Success; match = Start().Match(text, match.Index + 1))
        {
            if (Forms.TryGetValue(match.Value.ToUpperInvariant(), out var form) && Read(text, match.Index, form) is > 0 and var end)
                yield return new Finding(match.Index, end, What);
        }
    }

    /// <summary>The end of an account number; 0 when there is none.</summary>
    private static int Read(string text, int start, string form)
    {
        Span<char> iban = stackalloc char[2 + form.Length];
        (iban[0], iban[1]) = (text[start], text[start + 1]);
        int at = start + 2, gap = 0, lines = 0, here = 0;
        for (var i = 0; i < form.Length; at++)
        {
            if (at >= text.Length)
                return 0;
            var c = text[at];
            if (char.IsAsciiLetterOrDigit(c))
            {
                if ((form[i] == 'n' && !char.IsAsciiDigit(c)) || (form[i] == 'a' && char.IsAsciiDigit(c)))
                    return 0;
                iban[2 + i++] = c;
                (gap, here) = (0, 0);
            }
            else if (c is not (' ' or '.' or '-' or '\t' or '\r' or '\n' or '/' or '_' or ',') || ++gap > MaxGap
                || (c == '\n' && (++here > 1 || (++lines > 1 && !IsGroup(i)))) || (c == ',' && !IsGroup(i)))
            {
                return 0;
            }
        }

        return (at < text.Length && char.IsAsciiLetterOrDigit(text[at])) || !CheckDigits.IsIban(iban) ? 0 : at;
    }

    /// <summary>Whether so many characters behind the country end a group of four, as accounts are printed in.</summary>
    private static bool IsGroup(int count) => (count + 2) % 4 == 0;

    /// <summary>A country before check digits.</summary>
    [GeneratedRegex(@"(?:(?<![A-Za-z0-9])|(?<=[Ii][Bb][Aa][Nn]))[A-Za-z]{2}(?=[ ._-]?\d ?\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Start();

    [GeneratedRegex(@"\d+[nac]")]
    private static partial Regex Part();
}
