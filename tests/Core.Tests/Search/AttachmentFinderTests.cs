using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Search;

namespace InboxMind.Core.Tests.Search;

public sealed class AttachmentFinderTests
{
    [Theory]
    [InlineData("keel paint", "Some words.", "a.txt, page 2")]
    [InlineData("keel paint", "The keel is dry.", "a.txt, page 2")]
    [InlineData("keel paint", "Paint the keel.", null)]
    [InlineData("mast", "Some words.", "attachment 2")]
    [InlineData("sail", "Some words.", "a.txt, page 1")]
    [InlineData("sail", "The sail is torn.", null)]
    [InlineData("anchor", "Some words.", null)]
    [InlineData("Budget", "Some words.", null)]
    [InlineData("mara", "Some words.", null)]
    [InlineData("a.txt", "Some words.", null)]
    [InlineData("", "Some words.", null)]
    public void Find_Words_AreInThePartWithMostOfThemUnlessTheMailHasAsMany(string query, string text, string? place)
    {
        IReadOnlyList<AttachmentReading> readings =
        [
            Reading(new("A sail and a keel. Budget, mara, a.txt") { Page = 1 }, new("The keel needs paint, and a sail.") { Page = 2 }),
            Reading(new AttachmentPassage("The mast.")),
        ];

        (Finder(query).Find(Mail(text, "a.txt", ""), readings)?.ToString()).ShouldBe(place);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Best_LeastNumberOfWords_IsAskedFor(int least, bool found) =>
        (Finder("keel paint anchor").Best(Mail("x", "a.txt"), [Reading(new AttachmentPassage("The keel needs paint."))], least) is not null)
            .ShouldBe(found);

    [Fact]
    public void Find_AttachmentThatTheMailDoesNotName_HasItsNumber() =>
        Finder("keel").Find(Mail("x"), [Reading(), Reading(new AttachmentPassage("A keel."))])!.ToString().ShouldBe("attachment 2");

    [Fact]
    public void Find_EqualParts_IsTheFirst()
    {
        var (one, other) = (new AttachmentPassage("A keel."), new AttachmentPassage("The keel."));

        var found = Finder("keel").Find(Mail("x", "a.txt", "b.txt"), [Reading(one), Reading(other)]);

        (found!.Number, found.Attachment, found.Passage.Text).ShouldBe((1, "a.txt", "A keel."));
    }

    [Fact]
    public void Find_MostWordsFarBehindOthers_AreFound()
    {
        List<AttachmentPassage> pages =
        [
            .. Enumerable.Range(1, 40).Select(static n => new AttachmentPassage("Paint is dear.") { Page = n }),
            new AttachmentPassage("Paint for keels.") { Page = 41 },
        ];

        Finder("keel paint").Find(Mail("x", "a.txt"), [Reading([.. pages])])!.Passage.Page.ShouldBe(41);
    }

    [Theory]
    [InlineData('\n')]
    [InlineData(' ')]
    public void Find_LongPage_IsCutBehindALineOrAWord(char end)
    {
        var before = string.Concat(Enumerable.Repeat($"nothing{end}", 400));

        var part = Finder("keel").Find(Mail("x", "a.txt"), [Reading(new AttachmentPassage($"{before}keel{end}{before}"))])!.Passage.Text;

        part.Length.ShouldBeInRange(AttachmentFinder.MaxPart - "nothing ".Length, AttachmentFinder.MaxPart);
        part.ShouldStartWith("nothing");
        part.ShouldEndWith($"nothing{end}");
        part.ShouldContain("keel");
    }

    [Fact]
    public void Find_PageWithOneLineEndNearItsBeginning_IsCutBehindAWord()
    {
        var text = $"keel\n{string.Concat(Enumerable.Repeat("nothing ", 400))}";

        Finder("keel").Find(Mail("x", "a.txt"), [Reading(new AttachmentPassage(text))])!.Passage.Text.Length
            .ShouldBeGreaterThan(AttachmentFinder.MaxPart - 10);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    public void Find_PageWithoutAnySpace_IsCutBetweenCharacters(string first)
    {
        var text = $"{first}{string.Concat(Enumerable.Repeat("😀", 1_500))} keel";

        var part = Finder("keel").Find(Mail("x", "a.txt"), [Reading(new AttachmentPassage(text))])!.Passage.Text;

        part.ShouldEndWith("😀 keel");
        char.IsLowSurrogate(part[0]).ShouldBeFalse();
    }

    private static AttachmentFinder Finder(string query) => new(QueryParser.Parse(query, TimeZoneInfo.Utc, default));

    private static AttachmentReading Reading(params AttachmentPassage[] passages) => new(AttachmentOutcome.Read, passages);

    private static MailMessage Mail(string text, params string[] names) => TestMail.WithBody($"\n{text}") with
    {
        Attachments = [.. names.Select(static n => new AttachmentInfo(n, "text/plain", 1, null, IsInline: false))],
    };
}
