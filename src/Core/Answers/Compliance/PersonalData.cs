using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Compliance;

/// <summary>Takes out of a text what no answer needs and no log should see, as far as a policy says: payment card numbers (ISO/IEC 7812,
/// with their Luhn digit), bank accounts (IBAN, ISO 13616, with its check digits), US social security numbers, secrets and ways to reach
/// someone.</summary>
public static partial class PersonalData
{
    /// <summary>Replaces what is found by what it was.</summary>
    /// <returns>The text, and how many pieces were replaced.</returns>
    public static (string Text, int Count) Redact(string text, RedactionPolicy policy)
    {
        var count = 0;
        text = Card().Replace(text, match => IsCard(match.Value) ? Removed("card number") : match.Value);
        if (policy != RedactionPolicy.Standard)
            text = Secrets.Redact(text, Removed);
        if (policy != RedactionPolicy.SecretsOnly)
        {
            text = Iban().Replace(text, match => IsIban(match.Value) ? Removed("account number") : match.Value);
            text = SocialSecurity().Replace(text, _ => Removed("social security number"));
        }

        if (policy == RedactionPolicy.Strict)
            text = Contacts.Redact(text, Removed);
        return (text, count);

        string Removed(string what)
        {
            count++;
            return $"[{what} removed]";
        }
    }

    private static bool IsCard(string text)
    {
        int sum = 0, digits = 0;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(text[i]))
                continue;
            var digit = text[i] - '0';
            if (digits++ % 2 == 1)
                digit = digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return digits is >= 13 and <= 19 && sum % 10 == 0;
    }

    private static bool IsIban(string text)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal);
        var digits = new StringBuilder();
        foreach (var c in plain[4..] + plain[..4])
            digits.Append(char.IsAsciiDigit(c) ? c - '0' : char.ToUpperInvariant(c) - 'A' + 10);
        return BigInteger.Parse(digits.ToString(), System.Globalization.CultureInfo.InvariantCulture) % 97 == 1;
    }

    [GeneratedRegex(@"(?<![\d.,-])[3-6]\d{3}([ -]?\d{4}){2}[ -]?\d{1,7}(?![\d-])|(?<![\d.,-])3[47]\d{2}[ -]?\d{6}[ -]?\d{5}(?![\d-])")]
    private static partial Regex Card();

    [GeneratedRegex(@"\b[A-Z]{2}\d{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,4})?\b")]
    private static partial Regex Iban();

    [GeneratedRegex(@"(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")]
    private static partial Regex SocialSecurity();
}
