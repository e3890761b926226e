using System.Text.RegularExpressions;

namespace InboxMind.Core.Text.Passages;

/// <summary>The words for "wrote" by which mail programs introduce what they quote, and the language each is of.</summary>
internal static partial class WritingVerbs
{
    /// <summary>Finds the last of them in a line.</summary>
    public static (int Start, int End, string Language)? Find(string line)
    {
        Match? last = null;
        foreach (Match match in Verb().Matches(line))
            last = match;
        if (last is null)
            return null;
        var language = last.Groups.Values.First(static g => g.Success && g.Name.Length == 2).Name;
        return (last.Index, last.Index + last.Length, language);
    }

    [GeneratedRegex(
        @"\b(?:(?<en>wrote|writes)|(?<de>schrieb|schreibt|geschrieben)|(?<fr>a écrit|a ecrit|écrit)|(?<es>escribió|escribio)"
            + @"|(?<pt>escreveu)|(?<it>ha scritto|scrive)|(?<nl>schreef|geschreven)|(?<sv>skrev|skriver)|(?<fi>kirjoitti)"
            + @"|(?<pl>napisał\(a\)|napisała|napisał|napisano|pisze|napisana przez)"
            + @"|(?<cs>napsal\(a\)|napsala|napsal|napísal\(a\)|napísala|napísal)|(?<hu>ezt írta|írta)|(?<ro>a scris)"
            + @"|(?<ru>написал\(а\)|написала|написал|пишет|писал\(а\))|(?<uk>написав\(ла\)|написала|написав|пише)|(?<el>έγραψε)"
            + @"|(?<tr>yazdı|yazmış))(?!\w)"
            + @"|(?<zh>写道|寫道|提到)|(?<ja>のメール|は書きました|が書きました)|(?<ko>님이 작성|작성)|(?<he>כתב/ה|כתבה|כתב)|(?<ar>كتبت|كتب)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Verb();
}
