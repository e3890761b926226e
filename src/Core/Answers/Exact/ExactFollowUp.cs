using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Counting;

namespace InboxMind.Core.Answers.Exact;

/// <summary>Reads exact questions that go on from one before: "and in June?", "and from Anna?", "how many of those have attachments?". What
/// they do not say themselves is taken from the one before.</summary>
internal static partial class ExactFollowUp
{
    /// <summary>Characters of a question that is only a part of one.</summary>
    private const int MaxFragment = 80;

    private const int DaysOfAMonth = 28;

    /// <summary>Whether a question may go on from an exact one, by its words alone.</summary>
    public static bool MayBe(Question question) => question.Earlier.Count > 0
        && (question.Text.Length <= MaxFragment || ExactQuestionReader.MayBe(question.Text))
        && (Beginning().IsMatch(question.Text) || Pronoun().IsMatch(question.Text) || Person().IsMatch(question.Text));

    /// <summary>Reads a question with those before it in mind.</summary>
    /// <returns>Null when it is for no exact answer.</returns>
    public static ExactQuestion? Read(Question question, DateOnly today, KnownPeople known) =>
        Read(question.Text, question.Earlier, today, known);

    private static ExactQuestion? Read(string text, IReadOnlyList<EarlierTurn> earlier, DateOnly today, KnownPeople known)
    {
        var own = ExactQuestionReader.Read(text, today, known);
        if (earlier.Count == 0 || !(Beginning().IsMatch(text) || Pronoun().IsMatch(text) || Person().IsMatch(text))
            || Read(earlier[^1].Question, [.. earlier.SkipLast(1)], today, known) is not { } before)
            return own;
        if (own is not null)
        {
            return Beginning().IsMatch(text) || Pronoun().IsMatch(text) ? Carry(own, before)
                : own with { People = People(own.People, before.People), IsUnsure = false };
        }

        return text.Length <= MaxFragment && Beginning().IsMatch(text) && Fragment(text, before, today, known) is { } fragment
            ? Carry(fragment, before) : null;
    }

    /// <summary>A question of nothing but a person, a time or another condition; null when it says more, or nothing.</summary>
    private static ExactQuestion? Fragment(string text, ExactQuestion before, DateOnly today, KnownPeople known)
    {
        var rest = Beginning().Replace(text, "").Trim(' ', '?', '.', '!');
        var kind = Beginning().Match(text).Groups["count"].Success ? ExactKind.Count : before.Kind;
        var part = ExactQuestionReader.ReadAs(kind, isUnsure: false, $"{rest}?", Days(rest, before, today), known);
        if (part is { People.Count: 0, Named.Count: 0, Days.Count: 0 } && known.Find(rest) is not null)
        {
            var of = before.People.Where(static p => !p.IsMe).Select(static p => p.Part).FirstOrDefault(PersonPart.From);
            return part with { People = [new AskedPerson(of, rest)], Topic = [], Vague = 0 };
        }

        if (part.Topic.Count > 0 && !About().IsMatch(rest))
            return null;
        return part.People.Count + part.Named.Count + part.Days.Count + part.Topic.Count + part.Phrases.Count > 0 || part.IsUnread
            || part.HasAttachment || part.By != before.By ? part : null;
    }

    /// <summary>The days it names; a month without a year is of the year that was spoken of.</summary>
    private static IReadOnlyList<DayMention> Days(string text, ExactQuestion before, DateOnly today)
    {
        var days = TimeExpressions.In(text, today);
        if (days is not [var own, ..] || before.Days is not [var earlier, ..] || text.Any(char.IsAsciiDigit) || Relative().IsMatch(text)
            || own.Days.Last.DayNumber - own.Days.First.DayNumber + 1 < DaysOfAMonth || own.Days.First.Year == earlier.Days.First.Year)
            return days;
        return TimeExpressions.In(text, new DateOnly(earlier.Days.First.Year, 12, 31));
    }

    private static ExactQuestion Carry(ExactQuestion own, ExactQuestion before) => own with
    {
        IsGerman = before.IsGerman,
        People = People(own.People, before.People),
        Named = own.Named.Count > 0 ? own.Named : before.Named,
        Phrases = own.Phrases.Count > 0 ? own.Phrases : before.Phrases,
        Topic = own.Topic.Count > own.Vague ? own.Topic : before.Topic,
        Vague = own.Topic.Count > own.Vague ? own.Vague : before.Vague,
        Days = own.Days.Count > 0 ? own.Days : before.Days,
        IsOfSubject = own.IsOfSubject || (own.Topic.Count == own.Vague && before.IsOfSubject),
        IsOfThread = own.IsOfThread || (own.Topic.Count == own.Vague && before.IsOfThread),
        IsUnread = own.IsUnread || before.IsUnread,
        HasAttachment = own.HasAttachment || before.HasAttachment,
        By = own.By == TallyBy.None ? before.By : own.By,
        IsUnsure = false,
    };

    /// <summary>Whoever is named now takes the part of whoever had it.</summary>
    private static List<AskedPerson> People(IReadOnlyList<AskedPerson> own, IReadOnlyList<AskedPerson> before) =>
    [
        .. before.Where(b => !own.Any(o => o.Part == b.Part || o.Part == PersonPart.With || b.Part == PersonPart.With)), .. own,
    ];

    [GeneratedRegex(
        @"^\s*(?:(?:and|but|or|what about|how about|und|aber|oder|was ist mit|wie ist es mit|wie steht es mit"
        + @"|(?<count>how many of (?:those|these|them)|wie viele (?:davon|von denen))(?: (?:are|were|sind|waren))?)\b\s*)+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"\b(?:those|these|them|davon|von denen|darunter)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"\b(?:he|she|him|her|they|er|sie|ihm|ihr)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Person();

    [GeneratedRegex(@"^(?:the ones )?(?:about|on|regarding|concerning|über|zu|zum|zur|wegen|with|mit)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex About();

    [GeneratedRegex(@"\b(?:last|past|this|next|letzte[nrsm]?|vorige[nrsm]?|diese[nrsm]?|nächste[nrsm]?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Relative();
}
