using System.Globalization;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Text;

/// <summary>Reads how much a mail is about, as an invoice or a receipt is: its total, or its only amount. Amounts without a currency are
/// none.</summary>
public static partial class AmountReader
{
    /// <summary>Characters of a text that are looked at.</summary>
    private const int MaxText = 50_000;

    /// <summary>The amount; null when the text has none, or several and none of them called the total.</summary>
    public static Amount? Read(string text)
    {
        var head = text.Length > MaxText ? text[..MaxText] : text;
        var all = new HashSet<Amount>();
        var totals = new HashSet<Amount>();
        foreach (var line in head.EnumerateLines())
        {
            var isTotal = Total().IsMatch(line) && !Part().IsMatch(line);
            foreach (var amount in Amounts(line.ToString()))
            {
                all.Add(amount);
                if (isTotal)
                    totals.Add(amount);
            }
        }

        return all.Count == 1 ? all.First() : totals.Count > 0 && totals.DistinctBy(static a => a.Currency).Count() == 1
            ? totals.MaxBy(static a => a.Value) : null;
    }

    private static IEnumerable<Amount> Amounts(string line)
    {
        foreach (Match match in Money().Matches(line))
        {
            if (Number(match.Groups["number"].Value) is { } value)
                yield return new Amount(value, Currency(match.Groups["currency"].Value.ToUpperInvariant()));
        }
    }

    /// <summary>1,250.50 and 1.250,50 and 1'250.50; two digits behind the last sign are cents, three are thousands.</summary>
    private static decimal? Number(string text)
    {
        var last = text.LastIndexOfAny(['.', ',']);
        var cents = last >= 0 && text.Length - last - 1 == 2 ? text[(last + 1)..] : "0";
        var whole = string.Concat((last >= 0 && text.Length - last - 1 == 2 ? text[..last] : text).Where(char.IsAsciiDigit));
        return decimal.TryParse($"{whole}.{cents}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value : null;
    }

    private static string Currency(string sign) => sign switch
    {
        "€" or "EURO" or "EUROS" => "EUR",
        "£" => "GBP",
        "$" or "US$" => "USD",
        "¥" => "JPY",
        "FR." or "SFR." => "CHF",
        _ => sign,
    };

    private const string Currencies = "us\\$|[$€£¥]|\\b(?:eur|euros?|usd|gbp|chf|jpy|cad|aud|sek|nok|dkk|pln|czk)\\b|\\bs?fr\\.";

    private const string Digits = "[0-9]{1,3}(?:[.,'’ ][0-9]{3}){1,4}(?:[.,][0-9]{2})?|[0-9]{1,9}(?:[.,][0-9]{2})?";

    [GeneratedRegex(
        @"(?<currency>" + Currencies + @")\s?(?<number>" + Digits + @")(?![0-9.,]?[0-9])"
        + @"|(?<![0-9.,])(?<number>" + Digits + @")\s?(?<currency>" + Currencies + ")",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Money();

    [GeneratedRegex(
        @"\b(?:total|amount due|balance due|amount payable|to pay|sum|gesamt\w*|summe|endbetrag|rechnungsbetrag|zu zahlen|zahlbetrag|"
        + @"betrag)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Total();

    [GeneratedRegex(@"\b(?:sub-?total|net total|zwischensumme|netto\w*|vat|tax|mwst|ust)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
