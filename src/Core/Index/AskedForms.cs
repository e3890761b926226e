using InboxMind.Core.Text;

namespace InboxMind.Core.Index;

/// <summary>The forms that the words of a query take in the language it is written in. One too short to tell may be of any language that
/// the mailbox holds.</summary>
public sealed class AskedForms
{
    /// <summary>No word has other forms.</summary>
    public static readonly AskedForms None = new();

    /// <summary>Words looked at.</summary>
    private const int MaxWords = 16;

    /// <summary>Other forms of one word that mails hold.</summary>
    private const int MaxHeld = 12;

    /// <summary>Other forms of one word where it is not known which of them mails hold.</summary>
    private const int MaxPossible = 60;

    /// <summary>Mails after which a language is one of the mailbox, however many there are.</summary>
    private const int ManyMails = 50;

    /// <summary>Of so many mails one has to be of a language for it to be one of the mailbox.</summary>
    private const int Share = 200;

    private readonly Dictionary<string, IReadOnlyList<string>> _forms = [];

    /// <summary>Languages whose forms are asked for: English is left to the stemmer.</summary>
    public static IEnumerable<TextLanguage> Languages => Enum.GetValues<TextLanguage>().Where(static l => l > TextLanguage.English);

    /// <summary>How many mails of a language make it one of a mailbox.</summary>
    /// <param name="mails">How many mails the mailbox has.</param>
    public static long Least(long mails) => Math.Clamp(mails / Share, 1, ManyMails);

    /// <summary>The forms of a query's words.</summary>
    /// <param name="query">The query.</param>
    /// <param name="ofMailbox">Gives the mailbox's languages, where the query's own cannot be told.</param>
    /// <param name="isHeld">Whether mails hold a stem; null when it cannot be told.</param>
    public static AskedForms Of(SearchQuery query, Func<IReadOnlyList<TextLanguage>> ofMailbox, Func<string, bool>? isHeld)
    {
        if (query.Any.Count == 0)
            return None;
        IReadOnlyList<TextLanguage> languages = LanguageDetector.OfQuery(query.Text) is not TextLanguage.Unknown and var known
            ? known == TextLanguage.English ? [] : [known]
            : ofMailbox();
        if (languages.Count == 0)
            return None;
        var forms = new AskedForms();
        foreach (var word in query.Any.Where(IsWord).Take(MaxWords))
        {
            var others = WordForms.Of(word, languages).DistinctBy(static f => PorterStemmer.Stem(f)).Skip(1)
                .Where(f => isHeld?.Invoke(PorterStemmer.Stem(f)) != false).Take(isHeld is null ? MaxPossible : MaxHeld).ToList();
            if (others.Count > 0)
                forms._forms[word] = [word, .. others];
        }

        return forms;
    }

    /// <summary>Whether a term of a query is a word, not a phrase or a beginning.</summary>
    public static bool IsWord(string term) => !term.AsSpan().ContainsAny(' ', '*');

    /// <summary>The forms of a word, itself first.</summary>
    public IReadOnlyList<string> Of(string word) => _forms.GetValueOrDefault(word, [word]);
}
