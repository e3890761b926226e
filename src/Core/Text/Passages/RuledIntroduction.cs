using System.Text.RegularExpressions;

namespace InboxMind.Core.Text.Passages;

/// <summary>Introductions that stand between rules: GroupWise writes "&gt;&gt;&gt; Anna Berg &lt;anna@example.com&gt; 3/5/2024 10:12 AM
/// &gt;&gt;&gt;" and "&gt;&gt;&gt; On 3/5/2024 at 10:12 AM, in message &lt;id&gt;, Anna Berg wrote:", where the marks are none of
/// quotation; Zoho writes "---- On Fri, 03 May 2024 10:12:00 +0200 Anna Berg wrote ----".</summary>
internal static partial class RuledIntroduction
{
    private const int MaxLength = 300;

    /// <summary>The introduction in the words that other programs write; null when the line is none.</summary>
    public static string? Read(string line)
    {
        if (line.Length > MaxLength)
            return null;
        line = line.Trim();
        if (Arrows().Match(line) is { Success: true } arrows)
            return $"On {arrows.Groups["date"].Value} {arrows.Groups["name"].Value.TrimEnd()} wrote:";
        if (Message().Match(line) is { Success: true } message)
            return $"{message.Groups["date"].Value} {message.Groups["rest"].Value}";
        return Dashes().Match(line) is { Success: true } dashes ? $"{dashes.Groups["inner"].Value.TrimEnd(':', ' ')}:" : null;
    }

    [GeneratedRegex(
        @"^>>>\s(?<name>[^<>]{2,80}(?:<[^<>\s]{3,120}>)?|""[^""]{2,80}""\s<[^<>\s]{3,120}>|[^<>\s]{2,60}@[^<>\s]{2,60})\s{1,4}"
            + @"(?<date>\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?)\s{0,3}>>>$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Arrows();

    [GeneratedRegex(
        @"^>>>\s(?<date>\p{L}{2,4}\s[^<>]{6,60}),\s[^<>]{4,30}\s<[^<>\s]{3,200}>,\s(?<rest>.{3,160}:)$", RegexOptions.CultureInvariant)]
    private static partial Regex Message();

    [GeneratedRegex(@"^-{2,10}\s(?<inner>[^-\s].{10,250}[^-\s])\s-{2,10}$", RegexOptions.CultureInvariant)]
    private static partial Regex Dashes();
}
