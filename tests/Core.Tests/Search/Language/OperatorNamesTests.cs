using InboxMind.Core.Index;
using InboxMind.Core.Index.Conditions;
using InboxMind.Core.Search;

namespace InboxMind.Core.Tests.Search.Language;

/// <summary>Each name and value that the search language has.</summary>
public sealed class OperatorNamesTests
{
    private static readonly DateOnly Today = new(2026, 11, 18);

    [Theory]
    [InlineData("sender:anna", "from:anna")]
    [InlineData("recipient:anna", "to:anna")]
    [InlineData("participants:anna", "with:anna")]
    [InlineData("domain:x.example", "company:x.example")]
    [InlineData("attachment:a.pdf", "filename:a.pdf")]
    [InlineData("folder:Work", "in:Work")]
    [InlineData("language:de", "lang:de")]
    [InlineData("size:5M", "larger:5M")]
    [InlineData("size:>=5M", "larger:5M")]
    [InlineData("larger_than:5M", "larger:5M")]
    [InlineData("size:<5M", "smaller:5M")]
    [InlineData("smaller_than:5M", "smaller:5M")]
    [InlineData("older:2026", "before:2026-01-01")]
    [InlineData("newer:2026", "after:2026-01-01")]
    [InlineData("date:2026-03-04", "after:2026-03-04 before:2026-03-05")]
    [InlineData("sent:2026-03-04", "after:2026-03-04 before:2026-03-05")]
    [InlineData("received:2026-03-04", "after:2026-03-04 before:2026-03-05")]
    [InlineData("date:<2026-03-04", "before:2026-03-04")]
    [InlineData("date:<=2026-03-04", "before:2026-03-05")]
    [InlineData("date:2026-03..2026-04", "after:2026-03-01 before:2026-05-01")]
    [InlineData("on:9999-12-31", "after:9999-12-31")]
    [InlineData("msgid:<a@x>", "rfc822msgid:a@x")]
    [InlineData("messageid:a@x", "rfc822msgid:a@x")]
    [InlineData("hasattachments:yes", "has:attachment")]
    [InlineData("hasattachment:0", "-has:attachment")]
    [InlineData("-hasattachment:no", "has:attachment")]
    [InlineData("is:encrypted", "is:encrypted")]
    [InlineData("kind:newsletter", "kind:bulk")]
    [InlineData("company:@x.example", "company:x.example")]
    [InlineData("list:\"two words\"", "list:\"two words\"")]
    [InlineData("with:me", "with:me")]
    [InlineData("-(from:a OR b)", "-(from:a OR b)")]
    [InlineData("-on:2026-03-04", "-(after:2026-03-04 before:2026-03-05)")]
    [InlineData("-(a AROUND b)", "-(a AROUND(10) b)")]
    [InlineData("a AROUND 7 b", "a AROUND(7) b")]
    [InlineData("in:anywhere in:ANY in:all keel", "keel")]
    public void Parse_OtherNameOrForm_IsUnderstoodAsTheUsualOne(string text, string understood) =>
        Parse(text).Reading.Understood.ShouldBe(understood);

    [Theory]
    [InlineData("unread unseen", MailFlags.Seen, false)]
    [InlineData("read seen", MailFlags.Seen, true)]
    [InlineData("starred flagged", MailFlags.Flagged, true)]
    [InlineData("unstarred unflagged", MailFlags.Flagged, false)]
    [InlineData("answered replied", MailFlags.Answered, true)]
    [InlineData("unanswered", MailFlags.Answered, false)]
    [InlineData("forwarded", MailFlags.Passed, true)]
    [InlineData("draft", MailFlags.Draft, true)]
    public void Parse_Is_AsksForTheFlag(string values, MailFlags flag, bool isSet)
    {
        foreach (var value in values.Split(' '))
            Parse($"is:{value}").Where.ShouldBe(isSet ? new HasFlag(flag) : new NotOf(new HasFlag(flag)), value);
    }

    [Theory]
    [InlineData("attachment attachments", AttachmentKinds.None)]
    [InlineData("pdf", AttachmentKinds.Pdf)]
    [InlineData("document documents doc", AttachmentKinds.Document)]
    [InlineData("spreadsheet spreadsheets excel", AttachmentKinds.Spreadsheet)]
    [InlineData("presentation presentations slides", AttachmentKinds.Presentation)]
    [InlineData("image images photo photos picture pictures", AttachmentKinds.Image)]
    [InlineData("audio", AttachmentKinds.Audio)]
    [InlineData("video", AttachmentKinds.Video)]
    [InlineData("archive zip", AttachmentKinds.Archive)]
    [InlineData("calendar invite ics", AttachmentKinds.Calendar)]
    [InlineData("mail email", AttachmentKinds.Mail)]
    public void Parse_Has_AsksForTheKindOfAttachment(string values, AttachmentKinds kind)
    {
        foreach (var value in values.Split(' '))
            Parse($"has:{value} OR keel").Where.ShouldBeOfType<AnyOf>().Parts[0].ShouldBe(new HasAttachment(kind), value);
    }

    [Theory]
    [InlineData("person personal people human", MailKind.Person)]
    [InlineData("list lists discussion", MailKind.List)]
    [InlineData("bulk newsletter newsletters marketing promotion promotions", MailKind.Bulk)]
    [InlineData("notice notices notification notifications alert alerts automatic", MailKind.Notice)]
    [InlineData("invitation invitations invite invites", MailKind.Invitation)]
    [InlineData("bounce bounces", MailKind.Bounce)]
    [InlineData("receipt receipts order orders booking bookings", MailKind.Receipt)]
    public void Parse_Kind_AsksForTheKindOfMail(string values, MailKind kind)
    {
        foreach (var value in values.Split(' '))
            Parse($"kind:{value}").Where.ShouldBe(new OfKind(kind), value);
    }

    [Theory]
    [InlineData("from:me", MailFields.From)]
    [InlineData("to:Me", MailFields.Recipients)]
    [InlineData("cc:me", MailFields.Cc)]
    [InlineData("with:me", MailFields.People)]
    public void Parse_Me_IsTheOwner(string text, MailFields fields) => Parse(text).Where.ShouldBe(new IsMine(fields));

    [Fact]
    public void Parse_MeInASubject_IsAWord() => Parse("subject:me").Filter.Subject.ShouldBe(["me"]);

    [Theory]
    [InlineData("importance:high", "importance:high was left out: it is not known of the mails here.")]
    [InlineData("deliveredto:a@x", "deliveredto:a@x was left out: it is not known of the mails here.")]
    [InlineData("with:...", "with:... was left out: it needs a letter or a digit.")]
    [InlineData("list:...", "list:... was left out: it needs a letter or a digit.")]
    [InlineData("larger:", "larger: was left out: it needs a value; a size is written like 200k, 5M or 1.5M.")]
    [InlineData("before:", "before: was left out: it needs a value; a date is written like 2026-11-18, 18.11.2026, \"18 Nov 2026\", "
        + "2026-03 or \"last week\".")]
    [InlineData("has:foo", "has:foo was left out: there are has:attachment, pdf, document, spreadsheet, presentation, image, audio, "
        + "video, archive, calendar and mail.")]
    public void Parse_ValueThatMeansNothing_IsTold(string text, string note) => Parse(text).Reading.Notes.ShouldBe([note]);

    [Fact]
    public void Parse_ManyMistakes_TellsTheFirstOnceEachAndCutLong()
    {
        var notes = Parse($"is:x is:x {string.Concat(Enumerable.Range(0, 20).Select(static i => $"is:{i} "))}").Reading.Notes;

        notes.Count.ShouldBe(10);
        notes.ShouldBeUnique();
        Parse($"is:{new string('x', 70)}").Reading.Notes.ShouldHaveSingleItem()
            .ShouldStartWith($"is:{new string('x', 57)}... was left out");
        Parse($"is:{new string('x', 57)}").Reading.Notes.ShouldHaveSingleItem().ShouldStartWith($"is:{new string('x', 57)} was left out");
    }

    [Fact]
    public void Parse_QueryLongerThanTheBound_IsTold()
    {
        Parse(new string('x', QueryParser.MaxLength)).Reading.Notes.ShouldBeEmpty();
        Parse(new string('x', QueryParser.MaxLength + 1)).Reading.Notes.ShouldBe(["Only the first 4,096 characters of the query count."]);
    }

    [Theory]
    [InlineData("larger:1b", 1L)]
    [InlineData("larger:7", 7L)]
    [InlineData("larger:2bytes", 2L)]
    [InlineData("larger:2K", 2_048L)]
    [InlineData("larger:2kb", 2_048L)]
    [InlineData("larger:1.5m", 1_572_864L)]
    [InlineData("larger:1MB", 1_048_576L)]
    [InlineData("larger:1g", 1_073_741_824L)]
    [InlineData("larger:1GB", 1_073_741_824L)]
    public void Parse_Size_IsInBytes(string text, long bytes) => Parse(text).Where.ShouldBe(new SizedWithin(bytes, null));

    [Theory]
    [InlineData("newer_than:1d", "2026-11-17")]
    [InlineData("newer_than:2days", "2026-11-16")]
    [InlineData("newer_than:1week", "2026-11-11")]
    [InlineData("newer_than:1month", "2026-10-18")]
    [InlineData("newer_than:1year", "2025-11-18")]
    [InlineData("newer_than:99999d", "1753-02-03")]
    [InlineData("newer_than:2024y", "0002-11-18")]
    [InlineData("newer_than:2025y", "0001-01-01")]
    [InlineData("newer_than:99999w", "0110-05-14")]
    [InlineData("newer_than:24299m", "0001-12-18")]
    [InlineData("newer_than:24300m", "0001-01-01")]
    public void Parse_Period_IsTheDaySoLongAgo(string text, string day) =>
        Parse(text).Reading.Understood.ShouldBe($"after:{day}");

    private static SearchQuery Parse(string text) => QueryParser.Parse(text, TimeZoneInfo.Utc, Today);
}
