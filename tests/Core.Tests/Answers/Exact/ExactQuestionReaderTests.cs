using InboxMind.Core.Answers.Exact;
using InboxMind.Core.Counting;

namespace InboxMind.Core.Tests.Answers.Exact;

public sealed class ExactQuestionReaderTests
{
    private static readonly DateOnly Today = new(2026, 6, 30);

    private static readonly KnownPeople People = Registers.Of(
        Head("Anna Okafor", "anna@kelp.example"), Head("Tom Brightwell", "tom@kelp.example"), Head("Will Roof", "will@kelp.example"),
        Head("Jonas Müller", "jonas@kelp.example")).People;

    [Theory]
    [InlineData("How many mails did Anna send in March 2026?", "Count", "From Anna", "")]
    [InlineData("How many emails are from Tom Brightwell?", "Count", "From Tom Brightwell", "")]
    [InlineData("how many e-mails did will roof write to anna?", "Count", "From will roof, To anna", "")]
    [InlineData("Count the messages from Anna to Tom about the lease.", "Count", "From Anna, To Tom", "lease")]
    [InlineData("How often did Anna write to me?", "Count", "From Anna", "")]
    [InlineData("Wie viele Mails hat Anna im März 2026 geschickt?", "Count", "From Anna", "")]
    [InlineData("Wie viele Nachrichten habe ich von Jonas Müller?", "Count", "From Jonas Müller", "")]
    [InlineData("How many people wrote about the outing?", "CountPeople", "", "outing")]
    [InlineData("Who wrote most in May 2026?", "MostSent", "", "")]
    [InlineData("Wer hat im Mai 2026 am meisten geschrieben?", "MostSent", "", "")]
    [InlineData("In which month did Anna write most?", "BusiestMonth", "From Anna", "")]
    [InlineData("List all mails from Tom about the bath.", "List", "From Tom", "bath")]
    [InlineData("Zeige alle Mails von Anna", "List", "From Anna", "")]
    [InlineData("When did Anna last write about the lease?", "Latest", "From Anna", "lease")]
    [InlineData("When did I last hear from Tom?", "Latest", "From Tom", "")]
    [InlineData("What is the date of Anna's first mail to Tom?", "First", "From Anna, To Tom", "")]
    [InlineData("Wann hat Anna zuletzt geschrieben?", "Latest", "From Anna", "")]
    [InlineData("Which attachments did Tom send?", "Attachments", "From Tom", "")]
    [InlineData("Did Tom reply to Anna about the probes?", "Replied", "From Tom, To Anna", "probes")]
    [InlineData("How many mails did I send to Anna?", "Count", "From me, To Anna", "")]
    [InlineData("How many emails from me to Anna?", "Count", "From me, To Anna", "")]
    [InlineData("How many times did I email Tom?", "Count", "From me, To Tom", "")]
    [InlineData("How many mails did I get from Jonas Müller?", "Count", "From Jonas Müller", "")]
    [InlineData("How many mails were written by Tom?", "Count", "From Tom", "")]
    [InlineData("How many mails went between Anna and Tom?", "Count", "With Anna, With Tom", "")]
    [InlineData("List the mails of Anna", "List", "From Anna", "")]
    [InlineData("List Anna's reports", "List", "From Anna", "")]
    [InlineData("How many mails are about Anna?", "Count", "", "anna")]
    [InlineData("How many mails did Tom at the travel agency send?", "Count", "From Tom", "")]
    [InlineData("When did Tom first write to Anna?", "First", "From Tom, To Anna", "")]
    [InlineData("Wie viele Mails schrieb Tom an Anna?", "Count", "From Tom, To Anna", "")]
    public void Read_QuestionForTheStore_SaysWhatIsAsked(string text, string kind, string people, string topic)
    {
        var question = ExactQuestionReader.Read(text, Today, People)!;

        question.Kind.ToString().ShouldBe(kind);
        string.Join(", ", question.People.Select(static p => $"{p.Part} {p.Name}").Order(StringComparer.Ordinal)).ShouldBe(people);
        string.Join(' ', question.Topic.Take(question.Topic.Count - question.Vague)).ShouldBe(topic);
    }

    [Fact]
    public void Read_WordsInAnyOrder_AreRead()
    {
        string[] words =
        [
            "how many", "wie viele", "sum", "total", "of", "of the", "my", "der", "meiner", "old", "blue", "unread", "lamps", "mails",
            "messages", "bills", "are", "did", "people", "in", "2", "which", "list", "most", "left",
        ];
        var random = new Random(1);

        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Join(' ', random.GetItems(words, random.Next(2, 14)));
            Should.NotThrow(() => ExactQuestionReader.Read(text, Today, People), text);
        }
    }

    [Theory]
    [InlineData("How much was approved for the calibration bath, and why?")]
    [InlineData("When is the launch of Reed 3?")]
    [InlineData("Who is on call from 13 to 19 April?")]
    [InlineData("What did Anna say in her last mail?")]
    [InlineData("Which gateways at Pikehall were still on 2.4.0?")]
    [InlineData("Who may hand out guest Wi-Fi codes?")]
    [InlineData("Wann gehen die Testgeräte an Minato?")]
    [InlineData("hello")]
    [InlineData("")]
    public void Read_QuestionForWhatMailsSay_IsNull(string text) => ExactQuestionReader.Read(text, Today, People).ShouldBeNull();

    [Theory]
    [InlineData("Is anything waiting for me?", "WaitingForMe")]
    [InlineData("Which mails have I not answered?", "WaitingForMe")]
    [InlineData("Was wartet auf meine Antwort?", "WaitingForMe")]
    [InlineData("Who has not answered me?", "WaitingForThem")]
    [InlineData("Who am I waiting for?", "WaitingForThem")]
    [InlineData("Wer hat mir noch nicht geantwortet?", "WaitingForThem")]
    public void Read_QuestionForWhatIsOpen_SaysWhoseTurnItIs(string text, string kind) =>
        ExactQuestionReader.Read(text, Today, People)!.Kind.ToString().ShouldBe(kind);

    [Theory]
    [InlineData("How much did we spend on invoices in total?", "invoices", 1)]
    [InlineData("Sum of the invoices that we paid for the pump", "pump invoices", 1)]
    public void Read_Sum_IsOfWhatIsPaidFor(string text, string topic, int vague)
    {
        var question = ExactQuestionReader.Read(text, Today, People)!;

        question.Kind.ShouldBe(ExactKind.Sum);
        string.Join(' ', question.Topic).ShouldBe(topic);
        question.Vague.ShouldBe(vague);
    }

    [Fact]
    public void Read_WordsInQuotes_AreAPhrase()
    {
        var question = ExactQuestionReader.Read("How many mails belong to the 'Summer outing' thread?", Today, People)!;

        question.Phrases.ShouldBe(["summer outing"]);
        question.IsOfThread.ShouldBeTrue();
        question.Topic.ShouldBeEmpty();
    }

    private static MailHead Head(string name, string address) => new(
        new EmailId(address), new ThreadId(address), DateTimeOffset.UnixEpoch, "", [new MailAddress(name, address)], [], [], []);
}
