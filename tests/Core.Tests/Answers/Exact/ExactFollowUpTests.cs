using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Exact;
using InboxMind.Core.Counting;

namespace InboxMind.Core.Tests.Answers.Exact;

public sealed class ExactFollowUpTests
{
    private static readonly DateOnly Today = new(2026, 6, 30);

    private static readonly KnownPeople People =
        Registers.Of(Head("Anna Okafor", "anna@kelp.example"), Head("Tom Brightwell", "tom@kelp.example")).People;

    [Theory]
    [InlineData("and in June?", "Count", "From Anna", "2026-06-01", "")]
    [InlineData("And in April?", "Count", "From Anna", "2026-04-01", "")]
    [InlineData("And from Tom?", "Count", "From Tom", "2026-03-01", "")]
    [InlineData("What about Tom Brightwell?", "Count", "From Tom Brightwell", "2026-03-01", "")]
    [InlineData("and to Tom?", "Count", "From Anna, To Tom", "2026-03-01", "")]
    [InlineData("and about the lease?", "Count", "From Anna", "2026-03-01", "lease")]
    [InlineData("and with attachments?", "Count", "From Anna", "2026-03-01", "")]
    [InlineData("How many of those are about the lease?", "Count", "From Anna", "2026-03-01", "lease")]
    [InlineData("And how many did Tom send?", "Count", "From Tom", "2026-03-01", "")]
    [InlineData("When did she last write?", "Latest", "From Anna", "", "")]
    [InlineData("Who wrote most in May 2026?", "MostSent", "", "2026-05-01", "")]
    public void Read_BehindACount_KeepsWhatItDoesNotSay(string text, string kind, string people, string first, string topic)
    {
        var asked = Ask(text, "How many mails did Anna send in March 2026?")!;

        asked.Kind.ToString().ShouldBe(kind);
        string.Join(", ", asked.People.Select(static p => $"{p.Part} {p.Name}").Order(StringComparer.Ordinal)).ShouldBe(people);
        (asked.Days is [var days, ..] ? $"{days.Days.First:yyyy-MM-dd}" : "").ShouldBe(first);
        string.Join(' ', asked.Topic.Take(asked.Topic.Count - asked.Vague)).ShouldBe(topic);
    }

    [Fact]
    public void Read_MonthBehindAnotherYear_IsOfThatYear() =>
        Ask("and in June?", "How many mails did Anna send in March 2024?")!.Days[0].Days.First.ShouldBe(new DateOnly(2024, 6, 1));

    [Fact]
    public void Read_SeveralTurns_GoOnFromEach()
    {
        var asked = Ask("und von Tom?", "Wie viele Mails hat Anna im März 2026 geschickt?", "und im April?")!;

        asked.IsGerman.ShouldBeTrue();
        asked.People.ShouldHaveSingleItem().Name.ShouldBe("Tom");
        asked.Days[0].Days.First.ShouldBe(new DateOnly(2026, 4, 1));
    }

    [Theory]
    [InlineData("And when did she approve the bath?")]
    [InlineData("And why?")]
    [InlineData("What about the lease?")]
    [InlineData("Is it signed?")]
    public void Read_OtherQuestionBehindACount_IsNone(string text) => Ask(text, "How many mails did Anna send?").ShouldBeNull();

    [Fact]
    public void Read_BehindNoExactQuestion_IsNone() => Ask("And in June?", "What did Anna approve?").ShouldBeNull();

    private static ExactQuestion? Ask(string text, params string[] before)
    {
        var question = new Question(text, MailFilter.None, TimeZoneInfo.Utc)
        {
            Earlier = [.. before.Select(static b => new EarlierTurn(QuestionId.New(), b, "…"))],
        };
        return ExactFollowUp.MayBe(question) || ExactQuestionReader.MayBe(text) ? ExactFollowUp.Read(question, Today, People) : null;
    }

    private static MailHead Head(string name, string address) => new(
        new EmailId(address), new ThreadId(address), DateTimeOffset.UnixEpoch, "", [new MailAddress(name, address)], [], [], []);
}
