using System.Text.RegularExpressions;

namespace InboxMind.Core.Text.Passages;

/// <summary>Tells what companies, lists and programs put below every mail.</summary>
internal static partial class Footers
{
    /// <summary>Characters of a paragraph that tell what it is.</summary>
    private const int Telling = 400;

    /// <summary>Lines of a paragraph that are looked at.</summary>
    private const int MaxLines = 12;

    /// <summary>How many lines from one on are a footer; 0 when none begins there.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="at">The first line of a paragraph.</param>
    /// <param name="end">Where the words of the same writer end.</param>
    public static int Read(List<TextLine> lines, int at, int end)
    {
        var last = at;
        var text = "";
        while (last < end && !lines[last].IsEmpty)
        {
            if (text.Length < Telling && last - at < MaxLines)
                text += lines[last].Text + " ";
            last++;
        }

        if (text.Length > Telling)
            text = text[..Telling];
        if (List().IsMatch(text) || Separators.IsRule(lines[at].Text) && ListBelow().IsMatch(Below(lines, at, end)))
            return end - at;
        return Legal().IsMatch(text) ? last - at : 0;
    }

    private static string Below(List<TextLine> lines, int at, int end) =>
        string.Join(' ', lines.GetRange(at, Math.Min(end - at, MaxLines)).Select(static l => l.Text)) is { Length: > Telling } longer
            ? longer[..Telling]
            : string.Join(' ', lines.GetRange(at, Math.Min(end - at, MaxLines)).Select(static l => l.Text));

    [GeneratedRegex(
        @"^[*\s]{0,6}(?:confidentiality (?:notice|note|statement)|disclaimer\b|legal (?:notice|disclaimer)|notice of confidentiality"
            + @"|haftungsausschluss"
            + @"|avis de confidentialité|aviso (?:legal|de confidencialidad)|aviso de confidencialidade)"
            + @"|\b(?:this|the)\s(?:e-?mail|message|communication|transmission|information contained in this).{0,160}?"
            + @"\b(?:confidential|privileged|intended (?:only|solely)|proprietary|for the (?:sole|exclusive) use)\b"
            + @"|\bif you (?:are not|have received|received).{0,60}\b(?:intended (?:recipient|addressee)|in error|by mistake)\b"
            + @"|\bplease consider the environment\b|\bdiese (?:e-?mail|nachricht|information).{0,160}?\b(?:vertraulich|ausschließlich"
            + @"|nur für)"
            + @"|\bce (?:message|courriel|courrier|mail).{0,160}?\bconfidentiel|\beste (?:mensaje|correo).{0,160}?\bconfidencial"
            + @"|\b(?:esta mensagem|este e-?mail).{0,160}?\bconfidencia|\bquesto messaggio.{0,160}?\b(?:confidenzial|riservat)"
            + @"|\bdit (?:bericht|e-?mail).{0,160}?\bvertrouwelijk|\bdetta (?:meddelande|e-?postmeddelande|mail).{0,160}?\bkonfidentiell"
            + @"|\bdenne (?:e-?mail|mail|meddelelse).{0,160}?\bfortrolig|\bta wiadomość.{0,160}?\bpoufn"
            + @"|^(?:scanned by|virus-free|this (?:e-?mail|message) has been (?:scanned|checked))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Legal();

    [GeneratedRegex(
        @"\byou (?:received|are receiving|have received) this (?:message|e-?mail|mail) because\b|^to (?:unsubscribe|post to this group"
            + @"|subscribe or unsubscribe)\b"
            + @"|^this (?:sf\.net|list|mailing list) (?:e-?mail )?is sponsored\b|^(?:um diesen newsletter|sie erhalten diese (?:e-?mail"
            + @"|nachricht))\b"
            + @"|^(?:unsubscribe|abmelden|se désabonner|darse de baja)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex List();

    [GeneratedRegex(@"\bmailing list\b|\bunsubscribe\b|\bmailman/listinfo\b|\blistinfo\b|\bmailing-liste\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ListBelow();
}
