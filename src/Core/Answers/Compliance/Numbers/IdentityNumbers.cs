using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Compliance.Findings;

namespace InboxMind.Core.Answers.Compliance.Numbers;

/// <summary>Numbers by which a state knows a person: US social security numbers, those of other countries whose form or check digits prove
/// them, and what a text itself calls a passport's, an identity card's or a tax number.</summary>
internal static partial class IdentityNumbers
{
    public const string Social = "social security number";
    public const string Other = "identity number";

    /// <summary>Words that say such a number follows.</summary>
    private const string Names =
        @"(?:passports?|reisepass|passeport|pasaporte|passaporto|passaporte|paspoort|paszport\w{0,3}|personalausweis|ausweis"
            + @"|identity card|id[- ]card|national id(?:entity|entification)?|carte d'identité|carta d'identità"
        + @"|driver'?s? licen[cs]e|driving licen[cs]e|dl|führerschein|permis de conduire|national insurance|nino|ni|social insurance|sin"
        + @"|sozialversicherungs|rentenversicherungs|versicherten|krankenversicherten"
        + @"|steuer[- ]?id(?:entifikations)?|steuer|idnr|tax(?:payer)?(?: id(?:entification)?)?|tin|itin|tfn|tax file|pesel|bsn"
        + @"|burgerservice|sofi|cpf|cuil|cuit|curp|rfc(?=[^\n]{0,10}?[A-Z&]{3,4}[ -]?\d{6})|rut|aadhaar|aadhar|pan|nric|hkid"
        + @"|personnummer|fødselsnummer|cpr|henkilötunnus|ahv|avs"
        + @"|codice fiscale|numéro de sécurité sociale|sécurité sociale|insee|nir"
        + @"|dni|nie|nif|pps|ppsn|rodné číslo|medicare"
        + @"|nhs|cccd|cmnd|cmtnd|nik|no\.? ktp|ktp|आधार|ת\.? ?ז\.?|תעודת זהות"
        + @"|رقم الهوية|身份证号?码?|주민등록번호|паспорт|снилс|инн"
        + @"|pasaport|residence permit|visa permit|green card|alien registration"
        + @"|uscis|a-number)";

    public static IEnumerable<Finding> Find(string text)
    {
        foreach (Match match in SocialSecurity().Matches(text))
        {
            if (IsSocialSecurity(text, match))
                yield return new Finding(match.Index, match.Index + match.Length, Social);
        }

        foreach (Match match in Proven().Matches(text))
        {
            if (IsProven(text, match))
                yield return new Finding(match.Index, match.Index + match.Length, Other);
        }

        foreach (Match match in Called().Matches(text))
        {
            var value = match.Groups["value"];
            if (value.ValueSpan.Count(static c => char.IsAsciiDigit(c)) is >= 4 and var digits
                && (digits >= 6 || (value.Length >= (digits == 5 ? 6 : 9) && value.ValueSpan.ContainsAnyInRange('A', 'Z')))
                && !IsDate(value.Value))
                yield return new Finding(value.Index, value.Index + value.Length, Other);
        }
    }

    private static bool ContainsAnyInRange(this ReadOnlySpan<char> text, char from, char to) =>
        MemoryExtensions.ContainsAnyInRange(text, from, to);

    private static int Count(this ReadOnlySpan<char> text, Func<char, bool> counts)
    {
        var count = 0;
        foreach (var c in text)
            count += counts(c) ? 1 : 0;
        return count;
    }

    private static bool IsSocialSecurity(string text, Match match)
    {
        var separator = match.Groups["separator"].Value;
        if (SocialLabel().IsMatch(Before(text, match.Index)))
            return true;
        return separator is "-" or " " && !match.Groups["itin"].Success && !NumberLabels.NamesAThing(text, match.Index)
            && !NumberLabels.SpeaksOfPhones(text, match.Index, match.Index + match.Length) && !NumberLabels.IsInUrl(text, match.Index);
    }

    private static bool IsProven(string text, Match match)
    {
        if (NumberLabels.NamesAThing(text, match.Index) || NumberLabels.IsInUrl(text, match.Index))
            return false;
        var plain = string.Concat(match.Value.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return match.Groups["nino"].Success
            || (match.Groups["dni"].Success && IsSpanish(plain))
            || (match.Groups["fiscale"].Success && IsItalian(plain))
            || (match.Groups["nir"].Success && 97 - (long.Parse(plain[..13], null) % 97) == int.Parse(plain[13..], null))
            || (match.Groups["cpf"].Success && IsBrazilian(plain))
            || (match.Groups["ahv"].Success && CheckDigits.Weighted(plain, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 == 0)
            || (match.Groups["china"].Success && IsChinese(plain))
            || match.Groups["curp"].Success
            || (match.Groups["hetu"].Success
                && "0123456789ABCDEFHJKLMNPRSTUVWXY"[(int)(long.Parse(plain[..6] + plain[^4..^1], null) % 31)] == plain[^1])
            || (match.Groups["nric"].Success && IsSingaporean(plain));
    }

    private static bool IsSpanish(string plain)
    {
        var number = plain[0] switch { 'X' => $"0{plain[1..^1]}", 'Y' => $"1{plain[1..^1]}", 'Z' => $"2{plain[1..^1]}", _ => plain[..^1] };
        return "TRWAGMYFPDXBNJZSQVHLCKE"[int.Parse(number, null) % 23] == plain[^1];
    }

    /// <summary>Characters at odd places count by a table of their own (decree of 23 December 1976).</summary>
    private static bool IsItalian(string plain)
    {
        ReadOnlySpan<int> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var value = char.IsAsciiDigit(plain[i]) ? plain[i] - '0' : plain[i] - 'A';
            sum += i % 2 == 0 ? odd[value] : value;
        }

        return 'A' + (sum % 26) == plain[15];
    }

    private static bool IsBrazilian(string plain)
    {
        var first = CheckDigits.Weighted(plain, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
        var second = CheckDigits.Weighted(plain, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
        return plain[9] - '0' == first && plain[10] - '0' == second;
    }

    private static bool IsChinese(string plain) =>
        "10X98765432"[CheckDigits.Weighted(plain.AsSpan(0, 17), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] == plain[17];

    private static bool IsSingaporean(string plain)
    {
        var sum = CheckDigits.Weighted(plain.AsSpan(1, 7), [2, 7, 6, 5, 4, 3, 2]) + (plain[0] is 'T' or 'G' ? 4 : 0);
        return (plain[0] is 'S' or 'T' ? "JZIHGFEDCBA" : "XWUTRQPNMLK")[sum % 11] == plain[8];
    }

    private static bool IsDate(string value) => Date().IsMatch(value);

    private static string Before(string text, int start) => text[Math.Max(0, start - 60)..start];

    /// <summary>Three, two and four digits; and nine in one. What begins with 9 is a taxpayer's number (ITIN).</summary>
    [GeneratedRegex(
        @"(?<![\w.,/+-])(?:(?!000|666|9\d\d)\d{3}|(?<itin>9\d{2}))(?<separator> - |[ ./_-]"
            + @"|)(?!00)\d{2}\k<separator>(?!0000)\d{4}(?![\w/%]|[-.,]\d|[ ](?:mm|cm|m|kg|km)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex SocialSecurity();

    [GeneratedRegex(
        @"\bssn|\bssan\b|\bss ?#|\bss no\b|\bsoc(?:ial)?\.? sec|\bs\.s\.n|social(?: security)?(?: (?:number|no|num|#|card))?[.]?\b"
            + @"|\bitin\b|\btin\b|tax ?payer|\btax id", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SocialLabel();

    /// <summary>Numbers of other countries with a form of their own: Britain, Spain, Italy, France, Brazil, Switzerland, China, Mexico,
    /// Finland, Singapore.</summary>
    [GeneratedRegex(
        @"(?<![\w.,/+-])(?:(?<nino>(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D])"
        + @"|(?<dni>(?:\d{2}[.]?\d{3}[.]?\d{3}|[XYZ][ -]?\d{7})[ -]?[A-HJ-NP-TV-Z])"
        + @"|(?<fiscale>[A-Z]{3}[ ]?[A-Z]{3}[ ]?\d\d[A-EHLMPRST]\d\d[ ]?[A-Z]\d{3}[ ]?[A-Z])"
        + @"|(?<nir>[12][ .]?\d\d[ .]?(?:0[1-9]|1[0-2])[ .]?\d\d[ .]?\d{3}[ .]?\d{3}[ ./-]?\d\d)"
        + @"|(?<cpf>\d{3}\.\d{3}\.\d{3}[ ]?-[ ]?\d\d)"
        + @"|(?<ahv>756[. ]\d{4}[. ]\d{4}[. ]\d\d|756\d{10})"
        + @"|(?<china>[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX])"
        + @"|(?<curp>[A-Z][AEIOUX][A-Z]{2}\d{6}[HM][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z\d]\d)"
        + @"|(?<hetu>(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[-+A]\d{3}[0-9A-FHJ-NPR-Y])"
        + @"|(?<nric>[STFG]\d{7}[A-Z]))(?![\w/%]|[-.,]\w)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Proven();

    /// <summary>A name that goes on in small letters is another word, such as the Polish "dniu" (on the day) before a date.</summary>
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}])" + Names
            + @"(?:[- ]?(?:numbers?|nummer|number|no|nr|num|numéro|número|numero|n|id|karte|card))?(?-i:(?![a-z]))[.°º]?"
            + @"(?: ?\([^()\n]{1,30}\))?"
        + @"(?:[ \t]{0,3}(?:[:=#]|is|was|ist|lautet|est|es|è|-)?[ \t]{0,3}"
        + @"|[ \t]{0,3}:[ \t]{0,3}\r?\n[ \t]{0,3})[""'#]?(?<value>[A-Z]{0,4}(?:[ ./-]?[A-Z0-9]{0,3}\d[A-Z0-9]{0,8}){1,6})(?![\w%]|[.,]\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Called();

    [GeneratedRegex(@"^(?:\d{1,2}[ ./-]\d{1,2}[ ./-]\d{2,4}|\d{4}[ ./-]\d{1,2}[ ./-]\d{1,2})(?:[ T].*)?$")]
    private static partial Regex Date();
}
