using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Text.Passages;

/// <summary>The words for "wrote" by which mail programs introduce what they quote, and the language each is of.</summary>
internal static partial class WritingVerbs
{
    /// <summary>Words that people choose for it. A sentence has them too: they count above marked lines only.</summary>
    private static readonly FrozenSet<string> Chosen = new[]
    {
        "said", "says", "write", "stated", "mused", "asked", "replied", "added", "sagte", "meinte", "dit", "dijo", "disse", "zei",
        "sa", "מאת",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a word introduces what is quoted by itself.</summary>
    public static bool IsUsual(string verb) => !Chosen.Contains(verb);

    /// <summary>Finds the last of them in a line, a usual one before any other.</summary>
    public static (int Start, int End, string Language)? Find(string line)
    {
        Match? last = null;
        foreach (Match match in Verb().Matches(line))
            last = last is null || IsUsual(match.Value) || !IsUsual(last.Value) ? match : last;
        if (last is null)
            return null;
        var language = last.Groups.Values.First(static g => g.Success && g.Name.Length == 2).Name;
        return (last.Index, last.Index + last.Length, language);
    }

    [GeneratedRegex(
        @"\b(?:(?<en>wrote|writes|write|said|says|stated|mused|asked|replied|added)"
            + @"|(?<de>schrieb|schreibt|geschrieben|sagte|meinte)|(?<fr>a écrit|a ecrit|écrit|dit)"
            + @"|(?<es>escribió|escribio|dijo)|(?<gl>escribiu)|(?<ca>va escriure|ha escrit)"
            + @"|(?<pt>escreveu|disse)|(?<it>ha scritto|scrive)|(?<nl>schreef|geschreven|zei)|(?<sv>skrev|skriver|sa)|(?<fi>kirjoitti)"
            + @"|(?<pl>napisał\(a\)|napisała|napisał|napisano|pisze|napisana przez)"
            + @"|(?<cs>napsal\(a\)|napsala|napsal|napísal\(a\)|napísala|napísal)|(?<hu>ezt írta|írta)|(?<ro>a scris)"
            + @"|(?<ru>написал\(а\)|написала|написал|пишет|писал\(а\))"
            + @"|(?<bg>написа)|(?<sr>је написао/ла|је написао|је написала)|(?<sl>napisal/a|napisal)"
            + @"|(?<hr>napisao/la je|napisao je|napisala je|je napisao/la|je napisao|je napisala)"
            + @"|(?<lt>rašė)|(?<lv>rakstīja)|(?<et>kirjutas)|(?<is>skrifaði)|(?<id>menulis)|(?<vi>đã viết)"
            + @"|(?<uk>написав\(ла\)|написала|написав|пише)|(?<el>έγραψε)"
            + @"|(?<tr>yazdı|yazmış))(?!\w)"
            + @"|(?<zh>写道|寫道|提到)|(?<th>เขียนว่า)|(?<fa>نوشت)"
            + @"|(?<ja>のメール|は書きました|が書きました)|(?<ko>님이 작성|작성)"
            + @"|(?<he>כתב/ה|כתבה|כתב|מאת)|(?<ar>تمت كتابة ما يلي بواسطة|كتبت|كتب)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Verb();
}
