namespace InboxMind.Core.Text;

/// <summary>The forms a word may take in a language: the same beginning with the endings of one of its inflections (light stemming, after
/// Savoy, Light Stemming Approaches, 2006). Indexes keep words under one stemmer for all mail, and what is asked is widened by these, so
/// that what an index holds never depends on which language a mail was taken for. English has none: its stemmer does it.</summary>
public static class WordForms
{
    /// <summary>Letters that stay at least.</summary>
    private const int MinStem = 3;

    /// <summary>Longer words are no words of a language.</summary>
    private const int MaxLength = 40;

    /// <summary>Each inflection of each language as its endings; "-" is none.</summary>
    private static readonly Dictionary<TextLanguage, string[][]> Inflections = new()
    {
        [TextLanguage.German] = Read("- e n en er ern em es s", "en t e st te ten tet et end ende enden"),
        [TextLanguage.French] = Read(
            "- s e es x", "al ale ales aux ail", "eux euse euses", "er e es ent ez ons ant ait aient ee ees era erai eront",
            "if ive ifs ives"),
        [TextLanguage.Spanish] = Read(
            "- s es", "o a os as", "ar a o as an amos ado ada ados adas ando aron aba aban e en",
            "er ir e o en emos ido ida idos idas iendo io"),
        [TextLanguage.Italian] = Read(
            "o a i e", "co chi ca che", "go ghi ga ghe", "are o a i ano iamo ato ata ati ate ando ava avano",
            "ere ire e o ono uto uta uti ute ito ita iti ite endo"),
        [TextLanguage.Portuguese] = Read(
            "- s es", "o a os as", "ao oes aos aes", "m ns", "al ais", "el eis", "ar a o as am amos ado ada ados adas ando ou aram",
            "er ir e o em emos ido ida idos idas endo indo iu"),
        [TextLanguage.Dutch] = Read("- en s e n", "en t e te ten de den"),
        [TextLanguage.Swedish] = Read(
            "- en et n t ar er or arna erna orna na s ens ets arnas ernas", "a or an orna e ar en arna", "a ar ade at ade as",
            "- t a e are", "el eln let len lar larna"),
    };

    /// <summary>The forms of a word, itself first.</summary>
    /// <param name="word">A folded word.</param>
    /// <param name="languages">The languages it may be of.</param>
    public static IReadOnlyList<string> Of(string word, IEnumerable<TextLanguage> languages)
    {
        List<string> forms = [word];
        if (word.Length is < MinStem or > MaxLength || word.Any(static c => !char.IsAsciiLetterLower(c)))
            return forms;
        foreach (var language in languages)
        {
            foreach (var endings in Inflections.GetValueOrDefault(language, []))
            {
                // What looks like an ending may belong to the word.
                var longest = endings.Where(e => word.EndsWith(e, StringComparison.Ordinal) && word.Length - e.Length >= MinStem)
                    .MaxBy(static e => e.Length);
                foreach (var ending in endings.Where(e => e == longest || e.Length == 0))
                {
                    foreach (var stem in Stems(word[..^ending.Length], language))
                        forms.AddRange(endings.Select(e => stem + e));
                }
            }
        }

        return [.. forms.Distinct()];
    }

    /// <summary>Dutch writes a long vowel twice and a consonant once where the syllable is closed.</summary>
    private static IEnumerable<string> Stems(string stem, TextLanguage language)
    {
        yield return stem;
        if (language != TextLanguage.Dutch || stem.Length < MinStem || IsVowel(stem[^1]))
            yield break;
        if (stem[^1] == stem[^2])
            yield return stem[..^1];
        else if (IsVowel(stem[^2]) && stem[^3] == stem[^2])
            yield return stem[..^2] + stem[^1];
        else if (IsVowel(stem[^2]) && !IsVowel(stem[^3]))
        {
            yield return stem[..^1] + stem[^2] + stem[^1];
            yield return stem + stem[^1];
        }

        // A soft consonant within is a hard one at the end.
        if (stem[^1] is 'v' or 'z')
            yield return stem[..^1] + (stem[^1] == 'v' ? 'f' : 's');
        else if (stem[^1] is 'f' or 's')
            yield return stem[..^1] + (stem[^1] == 'f' ? 'v' : 'z');
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';

    private static string[][] Read(params string[] inflections) =>
        [.. inflections.Select(static i => i.Split(' ').Select(static e => e == "-" ? "" : e).ToArray())];
}
