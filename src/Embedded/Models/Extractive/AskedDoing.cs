using System.Text.RegularExpressions;
using InboxMind.Core.Text;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>What it is asked who does: the verb of "who drives the trailer".</summary>
internal sealed partial class AskedDoing
{
    /// <summary>Words between a negation and what it denies.</summary>
    private const int Reach = 4;

    private readonly StemFinder _verb;

    private AskedDoing(string verb) => _verb = new StemFinder([verb]);

    /// <returns>Null when it is not asked who does something.</returns>
    public static AskedDoing? In(string question) =>
        Doing().Match(question).Groups["verb"] is { Success: true } verb ? new AskedDoing(Words.Fold(verb.Value)) : null;

    /// <summary>Whether a sentence says that somebody does it; false when it says that somebody does not, null when it does not speak of
    /// it.</summary>
    public bool? Of(string sentence)
    {
        bool? found = null;
        var since = int.MaxValue / 2;
        foreach (var word in Words.Split(sentence))
        {
            since++;
            if (Denial().IsMatch(sentence.AsSpan(word.Start, word.Length)) || word.Text == "t" && word.Start > 0
                && sentence[word.Start - 1] is '\'' or '’')
                since = 0;
            else if (_verb.Number(sentence.AsSpan(word.Start, word.Length)) >= 0)
                found = found == true || since > Reach;
        }

        return found;
    }

    [GeneratedRegex(@"^\W*(who|wer) ((is|will|would|can|could|has|does|did|wird|hat|kann) )?(?<verb>\p{Ll}{3,})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Doing();

    [GeneratedRegex("^(not|never|nobody|none|no|nicht|nie|niemand|keine?r?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Denial();
}
