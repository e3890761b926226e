using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Counting;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Exact;

/// <summary>Reads questions for what the store can tell by itself: how many, which, who, when, in English and German, without a
/// model.</summary>
internal static partial class ExactQuestionReader
{
    /// <summary>Characters of a question that can be such.</summary>
    private const int MaxLength = 400;

    /// <summary>Words for what mails are about.</summary>
    private const int MaxTopic = 12;

    /// <summary>Whether a question may be one, by its words alone.</summary>
    public static bool MayBe(string text) => text.Length <= MaxLength
        && Kind(Folded(text, [])) is not null;

    /// <summary>Reads a question.</summary>
    /// <param name="text">The question.</param>
    /// <param name="today">The asker's day.</param>
    /// <param name="known">The people of the mailbox.</param>
    /// <returns>Null when it is for no exact answer.</returns>
    public static ExactQuestion? Read(string text, DateOnly today, KnownPeople known)
    {
        if (text.Length > MaxLength)
            return null;
        var days = TimeExpressions.In(text, today);
        return Kind(Folded(text, days)) is var (kind, isUnsure) ? ReadAs(kind, isUnsure, text, days, known) : null;
    }

    /// <summary>Reads the conditions of a question whose kind is known.</summary>
    public static ExactQuestion ReadAs(ExactKind kind, bool isUnsure, string text, IReadOnlyList<DayMention> days, KnownPeople known)
    {
        var tokens = QuestionToken.Split(text, days);
        var folded = string.Join(' ', tokens.Select(static t => t.Text));
        var phrases = Phrases(text, tokens);
        var isGerman = ExactWords.IsGerman(folded);
        var people = new PeopleReader(tokens, known, isGerman);
        people.Read();
        List<string> topic = [], vague = [];
        foreach (var token in tokens.Where(
            t => !t.IsRead && IsTopic(t) && !(kind == ExactKind.Sum && ExactWords.IsPaying(t.Text))))
            (ExactWords.IsVague(token.Text) ? vague : topic).Add(token.Text);
        topic = [.. topic.Distinct().Take(MaxTopic)];
        vague = [.. vague.Distinct().Except(topic).Take(MaxTopic - topic.Count)];
        return new ExactQuestion(kind, isGerman)
        {
            People = [.. people.People.Distinct()],
            Named = people.Named,
            Phrases = phrases,
            Topic = [.. topic, .. vague],
            Vague = vague.Count,
            Days = days,
            IsUnsure = isUnsure,
            IsOfSubject = OfSubject().IsMatch(folded),
            IsOfThread = OfThread().IsMatch(folded),
            IsUnread = Unread().IsMatch(folded),
            By = kind is ExactKind.Sum or ExactKind.Count ? By(folded) : TallyBy.None,
            HasAttachment = kind == ExactKind.Attachments || WithAttachment().IsMatch(folded),
        };
    }

    private static string Folded(string text, IReadOnlyList<DayMention> days) =>
        string.Join(' ', QuestionToken.Split(text, days).Select(static t => t.Text));

    private static TallyBy By(string folded) => Grouped().Match(folded).Groups["by"].Value switch
    {
        "" => TallyBy.None,
        "month" or "months" or "monat" or "monaten" => TallyBy.Month,
        "year" or "years" or "jahr" or "jahren" => TallyBy.Year,
        _ => TallyBy.Sender,
    };

    /// <summary>What is asked; a time or a word of courtesy may stand first.</summary>
    private static (ExactKind, bool)? Kind(string folded)
    {
        var question = Courtesy().Replace(folded, "");
        return ExactKinds.Read(question) ?? (Later().Match(question) is { Success: true } later
            ? ExactKinds.Read(question[later.Index..]) : null);
    }

    private static bool IsTopic(QuestionToken token)
    {
        var word = token.Text;
        var isAbbreviation = token.Written.Length > 1 && !token.Written.Any(char.IsLower);
        if (word.Length < 2 && !char.IsDigit(word[0]))
            return false;
        return isAbbreviation || (!StopWords.Contains(word) && !ExactWords.IsPlain(word) && !AskingWords.IsEmpty(word)
            && !AskingWords.IsVerb(word) && !AskingWords.IsAuxiliary(word) && !AskingWords.IsDeterminer(word)
            && !AskingWords.IsPronoun(word)
            && !ExactWords.IsTelling(word));
    }

    /// <summary>Words in quotes or brackets.</summary>
    private static List<string> Phrases(string text, List<QuestionToken> tokens)
    {
        var phrases = new List<string>();
        foreach (Match match in Quoted().Matches(text))
        {
            var inside = tokens.FindAll(t => t.Start >= match.Index && t.Start < match.Index + match.Length);
            if (inside.Count == 0 || inside.TrueForAll(static t => t.IsRead))
                continue;
            phrases.Add(string.Join(' ', inside.Select(static t => t.Text)));
            inside.ForEach(static t => t.IsRead = true);
        }

        return phrases;
    }

    [GeneratedRegex("[\"“„«](?<inside>[^\"”“»]{2,120})[\"”“»]"
        + "|(?<![\\p{L}\\p{N}])['‘](?<inside>[^'’]{2,120})['’](?![\\p{L}\\p{N}])"
        + "|\\((?<inside>[^()]{3,120})\\)")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(?:please |can you |could you |would you |do you know |tell me |kannst du |konntest du |bitte |sag mir "
        + @")+(?:(?:mir |me )?(?:tell |say |sagen )?)?")]
    private static partial Regex Courtesy();

    [GeneratedRegex(@"(?<= )(?:how many|wie viele|when did|wann|who|wer|on what date|on which day|list)\b.*$")]
    private static partial Regex Later();

    [GeneratedRegex(@"\b(?:in|of) (?:the|its|their|my) (?:subject|subjects|title|subject line)\b|\bsubject (?:contains?|holds?|"
        + @"says?|with|line)\b|\bim betreff\b")]
    private static partial Regex OfSubject();

    [GeneratedRegex(@"\b(?:by|per|for each|each|every|in each|pro|je|nach|jeden|jedem) (?<by>months?|years?|senders?|person|monat(?:en)?|"
        + @"jahr(?:en)?|absendern?)\b")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"\b(?:threads?|exchange|discussion|conversation|verlauf|unterhaltung|diskussion)\b")]
    private static partial Regex OfThread();

    [GeneratedRegex(@"\b(?:unread|ungelesene?n?)\b")]
    private static partial Regex Unread();

    [GeneratedRegex(@"\b(?:with|have|has|having|had|mit) (?:an |a |the |einem |einer )?(?:attachments?|anhang|anhangen|files?)\b")]
    private static partial Regex WithAttachment();
}
