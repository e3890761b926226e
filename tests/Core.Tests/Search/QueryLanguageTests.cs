using System.Globalization;
using InboxMind.Core.Index;
using InboxMind.Core.Index.Conditions;
using InboxMind.Core.Search;
using InboxMind.Core.Text;

namespace InboxMind.Core.Tests.Search;

/// <summary>The search language of Gmail and Outlook.</summary>
public sealed class QueryLanguageTests
{
    /// <summary>A Wednesday.</summary>
    private static readonly DateOnly Today = new(2026, 11, 18);

    [Theory]
    [InlineData("invoice OR bill", "Any(invoice, bill)")]
    [InlineData("invoice | bill | receipt", "Any(invoice, bill, receipt)")]
    [InlineData("{invoice bill}", "Any(invoice, bill)")]
    [InlineData("lease (garage OR parking)", "All(lease, Any(garage, parking))")]
    [InlineData("lease AND garage", "All(lease, garage)")]
    [InlineData("a OR b c", "All(Any(a, b), c)")]
    [InlineData("(a b) OR c", "Any(All(a, b), c)")]
    [InlineData("\"red car\" OR bike", "Any(red car, bike)")]
    [InlineData("a OR -b", "Any(a, Not(b))")]
    [InlineData("a OR NOT b", "Any(a, Not(b))")]
    [InlineData("-(a OR b)", "Not(Any(a, b))")]
    [InlineData("from:anna OR subject:lease", "Any(From:anna*, Subject:lease*)")]
    [InlineData("subject:(lease garage)", "")]
    [InlineData("subject:{lease garage}", "Any(Subject:lease*, Subject:garage*)")]
    [InlineData("from:{anna bob} is:unread", "All(Any(From:anna*, From:bob*), Not(Seen))")]
    [InlineData("-subject:(lease garage)", "Not(All(Subject:lease*, Subject:garage*))")]
    [InlineData("garage AROUND(5) lease", "Near(garage, lease, 5)")]
    [InlineData("garage AROUND lease", "Near(garage, lease, 10)")]
    [InlineData("(((((garage OR lease)))))", "Any(garage, lease)")]
    public void Parse_Structure_IsATree(string text, string expected) => Describe(Parse(text).Where).ShouldBe(expected);

    [Theory]
    [InlineData("cc:anna", "Cc:anna*")]
    [InlineData("bcc:\"Anna Berg\"", "Bcc:anna berg*")]
    [InlineData("with:anna", "People:anna*")]
    [InlineData("filename:report.pdf", "Attachments:report pdf*")]
    [InlineData("list:walkers", "List:walkers")]
    [InlineData("label:Work", "In:Work")]
    [InlineData("label:my-work", "Any(In:my-work, In:my work, In:my/work)")]
    [InlineData("is:unread", "Not(Seen)")]
    [InlineData("is:READ", "Seen")]
    [InlineData("is:starred", "Flagged")]
    [InlineData("is:flagged", "Flagged")]
    [InlineData("-is:answered", "Not(Answered)")]
    [InlineData("has:pdf", "Has:Pdf")]
    [InlineData("-has:image", "Not(Has:Image)")]
    [InlineData("hasattachment:no", "Not(Has:None)")]
    [InlineData("larger:5M", "Size>5242880<")]
    [InlineData("smaller:200k", "Size><204800")]
    [InlineData("size:<1.5MB", "Size><1572864")]
    [InlineData("larger:1000", "Size>1000<")]
    [InlineData("rfc822msgid:<one@example.com>", "Id:one@example.com")]
    [InlineData("kind:LIST", "Kind:List")]
    [InlineData("-kind:bulk", "Not(Kind:Bulk)")]
    [InlineData("lang:de", "Language:de")]
    [InlineData("company:@example.org", "People:example org")]
    public void Parse_Operator_IsACondition(string text, string expected)
    {
        var query = Parse(text);

        Describe(query.Where).ShouldBe(expected);
        query.HasWords.ShouldBeFalse();
        query.Reading.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("after:2026/11/18", "2026-11-18", null)]
    [InlineData("after:18.11.2026", "2026-11-18", null)]
    [InlineData("after:18.11.26", "2026-11-18", null)]
    [InlineData("after:11/18/2026", "2026-11-18", null)]
    [InlineData("after:18/11/2026", "2026-11-18", null)]
    [InlineData("after:18-11-2026", "2026-11-18", null)]
    [InlineData("after:20261118", "2026-11-18", null)]
    [InlineData("after:3/4/2026", "2026-03-04", null)]
    [InlineData("after:3.4.2026", "2026-04-03", null)]
    [InlineData("after:3.4.", "2026-04-03", null)]
    [InlineData("after:24.12.", "2025-12-24", null)]
    [InlineData("after:18.11.", "2026-11-18", null)]
    [InlineData("after:19.11.", "2025-11-19", null)]
    [InlineData("on:29.2.", "2024-02-29", "2024-03-01")]
    [InlineData("on:\"29 Feb\"", "2024-02-29", "2024-03-01")]
    [InlineData("after:\"18 Nov 2026\"", "2026-11-18", null)]
    [InlineData("after:18 Nov 2026", "2026-11-18", null)]
    [InlineData("after:(Nov 18 2026)", "2026-11-18", null)]
    [InlineData("after:\"November 18th, 2026\"", "2026-11-18", null)]
    [InlineData("after:\"18. März 2026\"", "2026-03-18", null)]
    [InlineData("after:18-Nov-2026", "2026-11-18", null)]
    [InlineData("after:march", "2026-03-01", null)]
    [InlineData("after:dezember", "2025-12-01", null)]
    [InlineData("after:2026-03", "2026-03-01", null)]
    [InlineData("after:03/2026", "2026-03-01", null)]
    [InlineData("newer:2026", "2026-01-01", null)]
    [InlineData("older:2026", null, "2026-01-01")]
    [InlineData("on:2026-03", "2026-03-01", "2026-04-01")]
    [InlineData("on:yesterday", "2026-11-17", "2026-11-18")]
    [InlineData("on:last week", "2026-11-09", "2026-11-16")]
    [InlineData("on:\"letzte Woche\"", "2026-11-09", "2026-11-16")]
    [InlineData("on:monday", "2026-11-16", "2026-11-17")]
    [InlineData("on:\"last wednesday\"", "2026-11-11", "2026-11-12")]
    [InlineData("on:\"last 7 days\"", "2026-11-12", "2026-11-19")]
    [InlineData("on:\"q1 2026\"", "2026-01-01", "2026-04-01")]
    [InlineData("on:\"2026 Q4\"", "2026-10-01", "2027-01-01")]
    [InlineData("on:heute", "2026-11-18", "2026-11-19")]
    [InlineData("on:vorgestern", "2026-11-16", "2026-11-17")]
    [InlineData("on:tomorrow", "2026-11-19", "2026-11-20")]
    [InlineData("on:\"next week\"", "2026-11-23", "2026-11-30")]
    [InlineData("on:\"nächster Monat\"", "2026-12-01", "2027-01-01")]
    [InlineData("on:\"this quarter\"", "2026-10-01", "2027-01-01")]
    [InlineData("on:\"letztes Jahr\"", "2025-01-01", "2026-01-01")]
    [InlineData("on:\"last april\"", "2026-04-01", "2026-05-01")]
    [InlineData("on:\"last november\"", "2025-11-01", "2025-12-01")]
    [InlineData("on:\"3 weeks ago\"", "2026-10-28", "2026-10-29")]
    [InlineData("on:\"vor 2 Monaten\"", "2026-09-18", "2026-09-19")]
    [InlineData("on:\"a year ago\"", "2025-11-18", "2025-11-19")]
    [InlineData("on:\"last 2 months\"", "2026-09-19", "2026-11-19")]
    [InlineData("after:\"18 Nov 98\"", "1998-11-18", null)]
    [InlineData("after:\"Wed, 18 Nov\"", "2026-11-18", null)]
    [InlineData("after:4.13.2026", "2026-04-13", null)]
    [InlineData("received:>=2026-03-04", "2026-03-04", null)]
    [InlineData("sent:>2026-03-04", "2026-03-05", null)]
    [InlineData("date:2026-03-04..2026-03-06", "2026-03-04", "2026-03-07")]
    [InlineData("older_than:1y", null, "2025-11-18")]
    [InlineData("newer_than:2d", "2026-11-16", null)]
    [InlineData("newer_than:3w", "2026-10-28", null)]
    [InlineData("newer_than:6m", "2026-05-18", null)]
    [InlineData("older_than:99999y", null, "0001-01-01")]
    public void Parse_Date_IsReadInEveryUsualForm(string text, string? since, string? until)
    {
        var query = Parse(text);

        (query.Filter.Since, query.Filter.Until).ShouldBe((Day(since), Day(until)));
        query.HasWords.ShouldBeFalse();
    }

    [Fact]
    public void Parse_DateBeforeWords_LeavesTheWords()
    {
        var query = Parse("after:nov 18 budget meeting");

        query.Filter.Since.ShouldBe(Day("2026-11-18"));
        query.Any.ShouldBe(["budget", "meeting"]);
        Parse("after:2026 may lease").Any.ShouldBe(["lease"], "may is a stop word, and no part of the date");
    }

    [Theory]
    [InlineData("older_than:", "older_than: was left out: it needs a value; a time is written like 3d, 2w, 6m or 1y.")]
    [InlineData("older_than:soon", "older_than:soon was left out: a time is written like 3d, 2w, 6m or 1y.")]
    [InlineData(
        "before:2026-13",
        "before:2026-13 was left out: a date is written like 2026-11-18, 18.11.2026, \"18 Nov 2026\", 2026-03 or \"last week\".")]
    [InlineData(
        "after:2026-02-30",
        "after:2026-02-30 was left out: a date is written like 2026-11-18, 18.11.2026, \"18 Nov 2026\", 2026-03 or \"last week\".")]
    [InlineData(
        "after:32.13.2026",
        "after:32.13.2026 was left out: a date is written like 2026-11-18, 18.11.2026, \"18 Nov 2026\", 2026-03 or \"last week\".")]
    [InlineData(
        "after:0000",
        "after:0000 was left out: a date is written like 2026-11-18, 18.11.2026, \"18 Nov 2026\", 2026-03 or \"last week\".")]
    [InlineData(
        "after:2026-00-10",
        "after:2026-00-10 was left out: a date is written like 2026-11-18, 18.11.2026, \"18 Nov 2026\", 2026-03 or \"last week\".")]
    [InlineData(
        "on:\"9999 years ago\"",
        "on:9999 years ago was left out: a date is written like 2026-11-18, 18.11.2026, \"18 Nov 2026\", 2026-03 or \"last week\".")]
    [InlineData(
        "on:\"next decade\"",
        "on:next decade was left out: a date is written like 2026-11-18, 18.11.2026, \"18 Nov 2026\", 2026-03 or \"last week\".")]
    [InlineData(
        "on:\"18 19 20 Nov\"",
        "on:18 19 20 Nov was left out: a date is written like 2026-11-18, 18.11.2026, \"18 Nov 2026\", 2026-03 or \"last week\".")]
    [InlineData(
        "on:\"vor langer Zeit\"",
        "on:vor langer Zeit was left out: a date is written like 2026-11-18, 18.11.2026, \"18 Nov 2026\", 2026-03 or \"last week\".")]
    [InlineData("kind:rumour", "kind:rumour was left out: there are kind:person, list, bulk, notice, invitation, bounce and receipt.")]
    [InlineData("lang:tlh", "lang:tlh was left out: there are lang:en, de, fr, es, it, pt, nl and sv.")]
    [InlineData("hasattachment:maybe", "hasattachment:maybe was left out: it is yes or no.")]
    [InlineData("company:@", "company:@ was left out: it needs a letter or a digit.")]
    [InlineData(
        "is:foo",
        "is:foo was left out: there are is:unread, read, starred, unstarred, answered, unanswered, forwarded, draft and encrypted.")]
    [InlineData("larger:big", "larger:big was left out: a size is written like 200k, 5M or 1.5M.")]
    [InlineData("from:", "from: was left out: it needs a value.")]
    [InlineData("from:\"\"", "from: was left out: it needs a value.")]
    [InlineData("category:promotions", "category:promotions was left out: it is not known of the mails here.")]
    public void Parse_MeansNothing_IsToldAndLeftOut(string text, string note)
    {
        var query = Parse($"{text} budget");

        query.Reading.Notes.ShouldBe([note]);
        query.Any.ShouldBe(["budget"]);
        query.HasConditions.ShouldBeFalse();
        query.Reading.Understood.ShouldBe("budget");
    }

    [Theory]
    [InlineData("after:3/4/2026", "3/4/2026 was read as 4 March 2026; 2026-03-04 can only be read so.")]
    [InlineData("before:03-04-2026", "03-04-2026 was read as 3 April 2026; 2026-04-03 can only be read so.")]
    public void Parse_AmbiguousDate_IsTold(string text, string note) => Parse(text).Reading.Notes.ShouldBe([note]);

    [Theory]
    [InlineData("Invoice from:anna -draft older_than:1y", "invoice from:anna -draft before:2025-11-18")]
    [InlineData("a OR b \"c d\" e*", "(a OR b) \"c d\" e*")]
    [InlineData("subject:{a b} -(c OR d)", "{subject:a subject:b} -(c OR d)")]
    [InlineData("label:\"my work\" sender:\"Anna Berg\"", "label:\"my work\" from:\"Anna Berg\"")]
    [InlineData("e-mail on:2026-03-04 size:>5M", "\"e mail\" after:2026-03-04 before:2026-03-05 larger:5M")]
    public void Parse_Query_TellsWhatWasUnderstood(string text, string understood) => Parse(text).Reading.Understood.ShouldBe(understood);

    [Fact]
    public void Parse_WhatWasUnderstood_IsUnderstoodAlike()
    {
        const string Text = "(lease OR rent*) from:{anna bob} -subject:(old plan) after:18.11.2025 is:unread larger:2k \"two words\"";
        var query = Parse(Text);

        var again = Parse(query.Reading.Understood);

        again.Reading.Understood.ShouldBe(query.Reading.Understood);
        Describe(again.Where).ShouldBe(Describe(query.Where));
        again.Filter.Since.ShouldBe(query.Filter.Since);
    }

    [Theory]
    [InlineData("Portland OR", "portland")]
    [InlineData("OR", "or")]
    [InlineData("the offer (final)", "offer|final")]
    [InlineData("f(x) and :-) or (", "f x")]
    [InlineData("NOT", "not")]
    [InlineData("foo) bar} baz", "foo|bar|baz")]
    public void Parse_NoStructure_IsWords(string text, string any)
    {
        var query = Parse(text);

        string.Join('|', query.Any).ShouldBe(any);
        query.Where.ShouldBeNull();
    }

    [Theory]
    [InlineData("(from:a OR b) AROUND c", "(from:a OR b) c")]
    [InlineData("after:2026 may (x)", "after:2026-01-01 may x")]
    [InlineData("on:18 Nov 2026 (x)", "after:2026-11-18 before:2026-11-19 x")]
    [InlineData("on:18 Nov -2026", "after:2026-11-18 before:2026-11-19 -2026")]
    [InlineData("on:18 Nov \"2026\"", "after:2026-11-18 before:2026-11-19 \"2026\"")]
    [InlineData("on:18 Nov from:anna", "after:2026-11-18 before:2026-11-19 from:anna")]
    [InlineData("(on:18 Nov) keel", "after:2026-11-18 before:2026-11-19 keel")]
    [InlineData("on:(18 Nov 2026", "after:2026-11-18 before:2026-11-19")]
    [InlineData("on:() keel", "keel")]
    [InlineData("(a f(x)) b", "(a \"f x\") b")]
    [InlineData("- (a b)", "(a b)")]
    [InlineData("--(a)", "a")]
    [InlineData("-(-a b)", "-(-a b)")]
    public void Parse_Boundaries_AreWhereAPersonSeesThem(string text, string understood) =>
        Parse(text).Reading.Understood.ShouldBe(understood);

    [Fact]
    public void Parse_Beginning_IsMarked()
    {
        var query = Parse("invoi* -draf*");

        query.Any.ShouldBe(["invoi*"]);
        Describe(query.Where).ShouldBe("Not(draf*)");
    }

    [Fact]
    public void Parse_WordsOfATree_RankWhatIsFound()
    {
        var query = Parse("lease (garage OR -parking) subject:x");

        query.Any.ShouldBeEmpty();
        query.Ranking.ShouldBe(["lease", "garage"]);
        query.Text.ShouldBe("lease garage");
    }

    [Fact]
    public void ParseQuestion_WordsBesideAGroup_NeedNotBeThere()
    {
        var query = QueryParser.ParseQuestion("from:anna OR from:bob when is the launch?", TimeZoneInfo.Utc, Today);

        query.Any.ShouldBe(["launch"]);
        Describe(query.Where).ShouldBe("Any(From:anna*, From:bob*)");
    }

    [Fact]
    public void Parse_ManyGroupsWithinGroups_EndsAndCountsABoundedNumber()
    {
        var deep = Parse($"{new string('(', 2_000)}a OR b{new string(')', 2_000)}");
        var wide = Parse(string.Join(" OR ", Enumerable.Range(0, 400).Select(static i => $"w{i}")));

        Describe(deep.Where).ShouldBe("Any(a, b)");
        ((AnyOf)wide.Where!).Parts.Count.ShouldBe(64);
        wide.Reading.Notes.ShouldBe(["Only the first 64 words count."]);
    }

    private static SearchQuery Parse(string text) => QueryParser.Parse(text, TimeZoneInfo.Utc, Today);

    private static DateTimeOffset? Day(string? day) => day is null
        ? null
        : DateTimeOffset.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Describe(MailCondition? condition) => condition switch
    {
        null => "",
        AllOf all => $"All({string.Join(", ", all.Parts.Select(Describe))})",
        AnyOf any => $"Any({string.Join(", ", any.Parts.Select(Describe))})",
        NotOf not => $"Not({Describe(not.Part)})",
        HasWords words => $"{(words.Fields == MailFields.All ? "" : $"{words.Fields}:")}{words.Words}{(words.IsBeginning ? "*" : "")}",
        WordsNear near => $"Near({near.One}, {near.Other}, {near.Distance})",
        InFolder folder => $"In:{folder.Name}",
        HasFlag flag => $"{flag.Flag}",
        SizedWithin size => $"Size>{size.MoreThan}<{size.LessThan}",
        HasAttachment has => $"Has:{has.Kinds}",
        OnList list => $"List:{list.Words}",
        HasMessageId id => $"Id:{id.Id}",
        OfKind of => $"Kind:{of.Kind}",
        IsWrittenIn written => $"Language:{LanguageCodes.Of(written.Language)}",
        _ => condition.ToString(),
    };
}
