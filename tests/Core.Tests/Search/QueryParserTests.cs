using System.Text;
using CsCheck;
using InboxMind.Core.Index;
using InboxMind.Core.Search;

namespace InboxMind.Core.Tests.Search;

public sealed class QueryParserTests
{
    /// <summary>A Wednesday.</summary>
    private static readonly DateOnly Today = new(2026, 11, 18);

    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Parse_Words_AreAnyOfThemFolded()
    {
        var query = Parse("Calibration  BÄTH");

        query.Any.ShouldBe(["calibration", "bath"]);
        query.All.ShouldBeEmpty();
        query.None.ShouldBeEmpty();
        query.Filter.IsEmpty.ShouldBeTrue();
        query.Text.ShouldBe("Calibration BÄTH");
        query.HasWords.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Will roof", "will")]
    [InlineData("will roof", "")]
    [InlineData("roof of Will and May", "will may")]
    [InlineData("Roof of Anna", "")]
    public void Parse_OrdinaryWordWrittenAsAName_MayBeOne(string text, string names) =>
        string.Join(' ', Parse(text).Names).ShouldBe(names);

    [Fact]
    public void ParseQuestion_WillAtTheBeginning_IsAVerb() =>
        QueryParser.ParseQuestion("Will the roof hold?", TimeZoneInfo.Utc, Today).Names.ShouldBeEmpty();

    [Fact]
    public void Parse_ConditionsWithoutEnd_CountUpToABound()
    {
        var query = Parse($"{string.Concat(Enumerable.Repeat("from:anna -to:ben subject:x in:y ", 100))}");

        var filter = query.Filter;
        (filter.From.Count + filter.NotTo.Count + filter.Subject.Count + filter.Folders.Count).ShouldBe(QueryParser.MaxConditions);
        query.HasWords.ShouldBeFalse();
        Parse($"from:{new string('a', 3_000)}").Filter.From.ShouldHaveSingleItem().Length.ShouldBe(MailFilter.MaxLength);
    }

    [Theory]
    [InlineData("\"calibration bath\"", "calibration bath")]
    [InlineData("“calibration bath”", "calibration bath")]
    [InlineData("„Kalibrier Bad“", "kalibrier bad")]
    [InlineData("\"the\"", "the")]
    [InlineData("\"unbalanced phrase", "unbalanced phrase")]
    [InlineData("\"Re: budget\"", "re budget")]
    [InlineData("\"from:anna\"", "from anna")]
    public void Parse_Phrase_MustBeThere(string text, string phrase)
    {
        var query = Parse(text);

        query.All.ShouldBe([phrase]);
        query.Any.ShouldBeEmpty();
        query.Filter.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData("bath -price", "price")]
    [InlineData("bath -\"large price\"", "large price")]
    [InlineData("-bath", "bath")]
    [InlineData("-re:x", "re x")]
    public void Parse_Minus_MustNotBeThere(string text, string none)
    {
        var query = Parse(text);

        query.None.ShouldBe([none]);
        query.Any.ShouldNotContain(none);
        query.Text.ShouldNotContain("price");
    }

    [Theory]
    [InlineData("-", "")]
    [InlineData("- x", "x")]
    [InlineData("--x", "x")]
    [InlineData("a - b1", "b1")]
    [InlineData("calibration-bath", "calibration bath")]
    [InlineData("2026-03-02", "2026 03 02")]
    public void Parse_MinusThatIsNone_IsIgnored(string text, string any)
    {
        var query = Parse(text);

        query.None.ShouldBeEmpty();
        query.Any.ShouldBe(any.Length == 0 ? [] : [any]);
    }

    [Theory]
    [InlineData("what did Anna decide about the bath", "anna|decide|bath")]
    [InlineData("was hat Anna zum Bad gesagt", "anna|bad|gesagt")]
    [InlineData("to be or not to be", "to|be|or|not")]
    [InlineData("bath bath Bath", "bath")]
    public void Parse_StopWords_CountOnlyWhenThereIsNothingElse(string text, string any) => string.Join('|', Parse(text).Any).ShouldBe(any);

    [Theory]
    [InlineData("from:anna", "From=anna")]
    [InlineData("FROM:anna", "From=anna")]
    [InlineData("from:\"Anna Okafor\"", "From=Anna Okafor")]
    [InlineData("from:anna@x.example", "From=anna@x.example")]
    [InlineData("from:anna from:okafor", "From=anna,okafor")]
    [InlineData("-from:anna", "NotFrom=anna")]
    [InlineData("to:mara", "To=mara")]
    [InlineData("-to:\"Mara L\"", "NotTo=Mara L")]
    [InlineData("subject:budget", "Subject=budget")]
    [InlineData("-subject:budget", "NotSubject=budget")]
    [InlineData("in:Projects/2024", "Folders=Projects/2024")]
    [InlineData("in:\"Sent Items\" in:Archive", "Folders=Sent Items,Archive")]
    [InlineData("-in:Junk", "NotFolders=Junk")]
    [InlineData("has:attachment", "Has=True")]
    [InlineData("has:Attachments", "Has=True")]
    [InlineData("-has:attachment", "Has=False")]
    [InlineData("has:\"attachment\"", "Has=True")]
    [InlineData("from:a\"b\"", "From=ab")]
    [InlineData("from:“Anna Okafor”", "From=Anna Okafor")]
    public void Parse_Operator_IsACondition(string text, string expected)
    {
        var query = Parse(text);

        Describe(query.Filter).ShouldBe(expected);
        query.HasWords.ShouldBeFalse();
        query.Text.ShouldBe("");
    }

    [Theory]
    [InlineData("after:2026-03-02", "2026-03-01T23:00Z", null)]
    [InlineData("after:2026/3/2", "2026-03-01T23:00Z", null)]
    [InlineData("after:2026-03", "2026-02-28T23:00Z", null)]
    [InlineData("after:2026", "2025-12-31T23:00Z", null)]
    [InlineData("before:2026-07-01", null, "2026-06-30T22:00Z")]
    [InlineData("before:2026", null, "2025-12-31T23:00Z")]
    [InlineData("after:2026-03-02 before:2026-03-03", "2026-03-01T23:00Z", "2026-03-02T23:00Z")]
    [InlineData("after:2026-01-01 after:2026-03-02 after:2025-01-01", "2026-03-01T23:00Z", null)]
    [InlineData("before:2026-07-01 before:2027-01-01", null, "2026-06-30T22:00Z")]
    [InlineData("-after:2026-07-01", null, "2026-06-30T22:00Z")]
    [InlineData("-before:2026-07-01", "2026-06-30T22:00Z", null)]
    public void Parse_Dates_AreLocalDaysFromTheirBeginning(string text, string? since, string? until)
    {
        var filter = QueryParser.Parse(text, Berlin, Today).Filter;

        filter.Since.ShouldBe(since is null ? null : DateTimeOffset.Parse(since));
        filter.Until.ShouldBe(until is null ? null : DateTimeOffset.Parse(until));
    }

    [Theory]
    [InlineData("Pacific/Kiritimati", "2026-03-01T10:00Z")]
    [InlineData("America/New_York", "2026-03-02T05:00Z")]
    [InlineData("Asia/Kathmandu", "2026-03-01T18:15Z")]
    [InlineData("UTC", "2026-03-02T00:00Z")]
    public void Parse_Date_DependsOnTheZone(string zone, string since) =>
        QueryParser.Parse("after:2026-03-02", TimeZoneInfo.FindSystemTimeZoneById(zone), Today).Filter.Since
            .ShouldBe(DateTimeOffset.Parse(since));

    [Theory]
    [InlineData("from: anna", "anna")]
    [InlineData("re:budget", "re budget")]
    [InlineData("10:30", "10 30")]
    [InlineData("https://x.example/a", "https x example a")]
    [InlineData("from:a:b", null)]
    [InlineData(":from", "from")]
    [InlineData("::", "")]
    public void Parse_NoOperator_IsWords(string text, string? any)
    {
        var query = Parse(text);

        if (any is null)
            Describe(query.Filter).ShouldBe("From=a:b");
        else
            query.Any.ShouldBe(any.Length == 0 ? [] : [any]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \t\n")]
    [InlineData("\"\"")]
    [InlineData("...")]
    [InlineData("\0")]
    [InlineData("\u0301")]
    public void Parse_NothingToFind_HasNoWords(string text)
    {
        var query = Parse(text);

        query.HasWords.ShouldBeFalse();
        query.Filter.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Parse_VeryLongQuery_IsCutBetweenCharacters()
    {
        var query = Parse(string.Concat(Enumerable.Repeat("a😀", 5_000)));

        query.Text.Length.ShouldBeLessThanOrEqualTo(QueryParser.MaxLength);
        char.IsHighSurrogate(query.Text[^1]).ShouldBeFalse();
    }

    [Fact]
    public void Parse_VeryManyWords_KeepsSome() =>
        Parse(string.Join(' ', Enumerable.Range(0, 1_000).Select(static i => $"w{i} \"p{i}\" -n{i}"))).Any.Count.ShouldBe(64);

    [Fact]
    public void Parse_AnyText_GivesCleanTerms()
    {
        string[] pieces =
        [
            "from:", "to:", "subject:", "in:", "has:", "after:", "before:", "attachment", "2026-03-02", "2026", "9999-12-31",
            "0001-01-01", "-", "\"",
            "“", "”", "„", "'", " ", "\t", "\0", "word", "é", "e\u0301", "\u0301", "😀", "\ud800", "\udc00", ":", "*",
            "(", ")", "AND",
            "NEAR", "^", "\\", "\n", "OR", " OR ", " AND ", " NOT ", " AROUND(3) ", "{", "}", "|", "is:", "unread", "larger:", "5M",
            "older_than:", "1y", "rfc822msgid:", "list:", "label:", "with:", "filename:", "3/4/2026", "last week", "on:",
        ];
        var text = Gen.OneOf(
            Gen.Int[0, pieces.Length - 1].Array[0, 30].Select(picks => string.Concat(picks.Select(i => pieces[i]))),
            Gen.String);
        Gen.Select(text, Gen.OneOf("UTC", "Europe/Berlin", "Pacific/Apia", "America/New_York")).Sample(
            static (t, zone) => ShouldBeClean(QueryParser.Parse(t, TimeZoneInfo.FindSystemTimeZoneById(zone), Today)),
            iter: Iterations.Of(10_000));
    }

    private static SearchQuery Parse(string text) => QueryParser.Parse(text, TimeZoneInfo.Utc, Today);

    private static void ShouldBeClean(SearchQuery query)
    {
        foreach (var term in query.Any.Concat(query.Ranking).Select(static t => t.TrimEnd('*')).Concat(query.All).Concat(query.None))
        {
            term.ShouldNotBeNullOrWhiteSpace();
            term.Trim().ShouldBe(term);
            term.All(static c => c == ' ' || (Core.Text.Words.IsWordCharacter(c) && !char.IsUpper(c)))
                .ShouldBeTrue(Uri.EscapeDataString(term));
        }

        var filter = query.Filter;
        foreach (var value in (IEnumerable<string>)
            [.. filter.From, .. filter.To, .. filter.Subject, .. filter.Folders, .. filter.NotFrom, .. filter.NotTo, .. filter.NotSubject,
                .. filter.NotFolders])
        {
            value.ShouldNotBeNullOrWhiteSpace();
            value.IndexOfAny(['"', '\0']).ShouldBe(-1);
        }

        query.Text.ShouldNotContain('\0');
    }

    private static string Describe(MailFilter filter)
    {
        var text = new StringBuilder();
        foreach (var (name, values) in new[]
            {
                ("From", filter.From), ("To", filter.To), ("Subject", filter.Subject), ("Folders", filter.Folders),
                ("NotFrom", filter.NotFrom),
                ("NotTo", filter.NotTo), ("NotSubject", filter.NotSubject), ("NotFolders", filter.NotFolders),
            })
        {
            if (values.Count > 0)
                text.Append($"{name}={string.Join(',', values)}");
        }

        return text.Append(filter.HasAttachments is { } has ? $"Has={has}" : "").ToString();
    }
}
