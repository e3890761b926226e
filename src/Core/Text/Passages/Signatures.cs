using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Text.Passages;

/// <summary>Tells signatures: below "-- " (RFC 3676, 4.3), below a closing formula, and the line a telephone adds.</summary>
internal static partial class Signatures
{
    /// <summary>Lines of a signature.</summary>
    private const int MaxLines = 15;

    /// <summary>Characters of a line of one.</summary>
    private const int MaxLine = 120;

    private static readonly FrozenSet<string> Closings = new[]
    {
        "regards", "best regards", "kind regards", "kindest regards", "warm regards", "many thanks", "thanks", "thank you", "thanks a lot",
        "thx", "cheers", "best", "best wishes", "all the best", "sincerely", "yours sincerely", "sincerely yours", "yours", "yours truly",
        "yours faithfully", "respectfully", "take care", "love", "rgds", "br", "thanks and regards", "with best regards",
        "with kind regards",
        "mit freundlichen grüßen", "mit freundlichen gruessen", "mit freundlichem gruß", "freundliche grüße", "viele grüße", "liebe grüße",
        "beste grüße", "schöne grüße", "herzliche grüße", "viele gruesse", "liebe gruesse", "beste gruesse", "gruß", "grüße", "lg",
        "vg", "mfg",
        "danke", "vielen dank", "cordialement", "bien cordialement", "bien à vous", "amicalement", "merci", "salutations", "bonne journée",
        "saludos", "un saludo", "saludos cordiales", "atentamente", "un abrazo", "gracias", "atenciosamente", "cumprimentos",
        "melhores cumprimentos", "obrigado", "obrigada", "abraço", "abraços", "cordiali saluti", "distinti saluti", "saluti",
        "un saluto", "grazie",
        "met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groet", "groet", "groeten", "groetjes", "mvg",
        "med vänliga hälsningar", "vänliga hälsningar", "hälsningar", "mvh", "med venlig hilsen", "venlig hilsen", "hilsen", "kh", "vh",
        "vennlig hilsen", "med vennlig hilsen", "ystävällisin terveisin", "terveisin", "pozdrawiam", "z poważaniem", "pozdrowienia",
        "s pozdravem", "s úctou", "с уважением", "с наилучшими пожеланиями", "спасибо", "saygılarımla", "iyi çalışmalar", "sevgiler",
        "üdvözlettel", "cu stima", "cu respect", "此致", "谢谢", "祝好", "よろしくお願いします", "よろしくお願いいたします", "敬具", "감사합니다",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many lines from one on are a signature; 0 when none begins there.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="at">The line.</param>
    /// <param name="end">Where the words of the same writer end.</param>
    public static int Read(List<TextLine> lines, int at, int end)
    {
        var line = lines[at].Text;
        if (line.Length > MaxLine)
            return 0;
        if (Device().IsMatch(line))
            return 1;
        if (line is "--" or "—" or "-- " or "__")
            return Filled(lines, at + 1, end) is var filled and <= MaxLines && filled > 0 ? end - at : 0;
        return Closings.Contains(line.TrimEnd('.', ',', '!', ' ', ':', '，', '。', '-')) ? Below(lines, at, end) : 0;
    }

    /// <summary>A closing formula, and below it no more than names and contact data.</summary>
    private static int Below(List<TextLine> lines, int at, int end)
    {
        var last = at;
        for (var i = at + 1; i < end; i++)
        {
            var line = lines[i].Text;
            if (line.Length == 0)
                continue;
            if (i - at > MaxLines || line.Length > MaxLine || IsSentence(line) || Postscript().IsMatch(line))
                return i - last > 0 && last > at && Postscript().IsMatch(line) ? last - at + 1 : 0;
            last = i;
        }

        return last - at + 1;
    }

    private static bool IsSentence(string line) =>
        line[^1] is '.' or '!' or '?' && line.Count(static c => c == ' ') >= 3 && !line.Contains('@', StringComparison.Ordinal)
            && !line.Any(char.IsAsciiDigit);

    private static int Filled(List<TextLine> lines, int from, int end)
    {
        var count = 0;
        for (var i = from; i < end; i++)
            count += lines[i].IsEmpty ? 0 : 1;
        return count;
    }

    [GeneratedRegex(@"^p\.?\s?s\.?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Postscript();

    [GeneratedRegex(
        @"^(?:sent (?:from|via|using|with) (?:my |a )?(?:i(?:phone|pad|pod)|android|samsung|blackberry|mobile|phone|mail for windows"
            + @"|yahoo mail|outlook"
            + @"|htc|nokia|windows phone|proton).{0,60}|get outlook for (?:ios|android).{0,40}|(?:von meinem|gesendet von"
            + @"|gesendet mit).{0,60}"
            + @"|envoyé (?:de|depuis) (?:mon|ma).{0,40}|enviado (?:desde|do|a partir) (?:mi|meu|de).{0,40}|inviato (?:da|dal mio).{0,40}"
            + @"|verstuurd vanaf.{0,40}|verzonden vanaf.{0,40}|skickat från min.{0,40}|sendt fra min.{0,40}|lähetetty .{0,20}(?:iphone"
            + @"|android).{0,20}"
            + @"|wysłane? z .{0,40}|odesláno z .{0,40}|отправлено (?:с|из) .{0,40}|.{0,20}(?:iphone|ipad).{0,12}gönderildi|(?:iphone"
            + @"|ipad)から送信"
            + @"|从我的.{0,20}发送|發自我的.{0,20}|来自我的.{0,20}|나의 .{0,20}에서 보냄)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Device();
}
