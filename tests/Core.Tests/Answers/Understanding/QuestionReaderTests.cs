using System.Globalization;
using InboxMind.Core.Answers.Understanding;

namespace InboxMind.Core.Tests.Answers.Understanding;

public sealed class QuestionReaderTests
{
    private static readonly DateOnly Today = new(2026, 7, 1);

    [Theory]
    [InlineData("What did Ines say about the ladder?", "ines ladder")]
    [InlineData("Tell me about the ladder", "ladder")]
    [InlineData("Has Ines mentioned whether the ladder is broken?", "ines ladder broken")]
    [InlineData("How often is the ladder checked?", "ladder checked")]
    [InlineData("Where is the damage report?", "damage report")]
    [InlineData("What came in on 3 June?", "")]
    [InlineData("Any news about the ladder?", "ladder")]
    [InlineData("Was hat Ines über die Leiter geschrieben?", "ines leiter")]
    [InlineData("Wie lang ist die Leiter?", "leiter")]
    [InlineData("Was gibt es Neues zur Leiter?", "leiter")]
    [InlineData("Where does the meeting take place?", "meeting")]
    [InlineData("Which room did IT lock?", "room it lock")]
    [InlineData("Why does the pump use 24 V?", "pump use 24 v")]
    [InlineData("Why does the pump need a valve?", "pump valve")]
    [InlineData("What was wrong with the pump?", "pump")]
    [InlineData("What caused the leak?", "leak")]
    [InlineData("Which leak was caused by the wrong valve?", "leak caused wrong valve")]
    [InlineData("Is plan B of 24 May off?", "plan")]
    [InlineData("Who won the race?", "won race")]
    [InlineData("Why won't the pump start?", "pump start")]
    [InlineData("How many boats were there im Jahr 2025?", "boats")]
    [InlineData("What is the price of the ladder?", "ladder")]
    [InlineData("How much does the ladder cost?", "ladder")]
    [InlineData("What does it cost?", "cost")]
    [InlineData("Who decided on the price?", "decided price")]
    [InlineData("What did Ines say about the price of the ladder?", "ines price ladder")]
    [InlineData("What was Ines' first report on the ladder?", "ines ladder")]
    [InlineData("Was schrieb Ines zuletzt über die Leiter?", "ines leiter")]
    [InlineData("Who was first in the race?", "first race")]
    [InlineData("Weißt du, wie lang die Leiter ist?", "leiter")]
    [InlineData("What did Mrs Tal say about the ladder?", "tal ladder")]
    public void Read_Question_KeepsWhatItIsAbout(string question, string content) =>
        string.Join(' ', Read(question).Content.Select(static w => w.Text)).ShouldBe(content);

    [Theory]
    [InlineData("What did Ines write since 20 June 2026?", "2026-06-20", "2026-07-01")]
    [InlineData("Was hat Ines seit dem 20.6.2026 geschrieben?", "2026-06-20", "2026-07-01")]
    [InlineData("What did Ines write after 20 June 2026?", "2026-06-21", "2026-07-01")]
    [InlineData("What did Ines write before 20 June 2026?", "1970-01-01", "2026-06-19")]
    [InlineData("What must be done before 20 June 2026?", "2026-06-20", "2026-06-20")]
    [InlineData("What did Ines write between 20 May and 3 June 2026?", "2026-05-20", "2026-06-03")]
    [InlineData("Was hat Ines zwischen dem 20.5.2026 und dem 3.6.2026 geschrieben?", "2026-05-20", "2026-06-03")]
    public void Read_DayWithAWordBeforeIt_IsSinceOrUntilThenWhereSomebodyWrote(string question, string first, string last) =>
        Read(question).Days.ShouldHaveSingleItem().Days.ShouldBe(new DayRange(Day(first), Day(last)));

    [Fact]
    public void IsSpeaker_WithATitle_IsWhoSignsWithoutIt()
    {
        Read("Was hat Frau Tal über die Leiter gesagt?").IsSpeaker("Ines Tal <ines@example.com>").ShouldBeTrue();
        Read("Was hat Frau Tal über die Leiter gesagt?").IsSpeaker("Ines Holm <ines@example.com>").ShouldBeFalse();
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("Hi there!")]
    [InlineData("Good morning")]
    [InlineData("Hallo, danke!")]
    public void Read_Greeting_AsksForNothing(string text) => Read(text).Content.ShouldBeEmpty();

    [Theory]
    [InlineData("What did Ines say about the ladder?", "Ines")]
    [InlineData("What did Will say about the ladder?", "Will")]
    [InlineData("what did will say about the ladder?", "will")]
    [InlineData("What did Mark Holm report on Monday?", "Mark Holm")]
    [InlineData("Did May reply to the invitation?", "May")]
    [InlineData("Was sagte Heinz zur Leiter?", "Heinz")]
    [InlineData("Was hat Heinz gestern über die Leiter geschrieben?", "Heinz")]
    [InlineData("According to Don, what does the ladder weigh?", "Don")]
    [InlineData("What did you say about the ladder?", null)]
    [InlineData("What did the landlord write about the ladder?", null)]
    [InlineData("What did Ines answer when Otto asked about the ladder?", "Ines")]
    [InlineData("What did Ines Tal reply to the note about the ladder?", "Ines Tal")]
    [InlineData("Who wrote to me yesterday?", null)]
    [InlineData("What did Mrs Tal say about the ladder?", "Mrs Tal")]
    [InlineData("What did Ines last say about the ladder?", "Ines")]
    [InlineData("What was Ines' first report on the ladder?", "Ines")]
    [InlineData("Ines Tal's opinion of the ladder", "Ines Tal")]
    [InlineData("What is Ines's view on the ladder?", "Ines")]
    [InlineData("The ladder's view of the sea", null)]
    [InlineData("What are Ines's views?", null)]
    [InlineData("What was Ines told about the ladder?", null)]
    [InlineData("What had Ines been told about the ladder?", null)]
    [InlineData("Who was lined up to tell the club about the ladder?", null)]
    public void Read_Question_TellsWhoseWordsAreAskedFor(string question, string? speaker) => Read(question).Speaker.ShouldBe(speaker);

    [Theory]
    [InlineData("Ines Holm <ines@example.com>", true)]
    [InlineData("ines@example.com", true)]
    [InlineData("Inessa Holm", true)]
    [InlineData("Agnes", false)]
    [InlineData("Vines Holm", false)]
    public void IsSpeaker_Person_IsTold(string person, bool isSpeaker) =>
        Read("What did Ines say about the ladder?").IsSpeaker(person).ShouldBe(isSpeaker);

    [Fact]
    public void Read_DaysAndMeasures_AreHints()
    {
        var reading = Read("How high was the ladder on 14 May 2026?");

        reading.Content.ShouldHaveSingleItem().Text.ShouldBe("ladder");
        reading.Hints.Select(static w => w.Text).ShouldBe(["high", "14", "2026"]);
    }

    [Theory]
    [InlineData("Who is not coming?", true)]
    [InlineData("Wer kommt nicht?", true)]
    [InlineData("Who is coming?", false)]
    [InlineData("Who won't come?", true)]
    [InlineData("Who won?", false)]
    public void Read_Question_TellsWhetherItAsksWhatIsNot(string question, bool negated) => Read(question).IsNegated.ShouldBe(negated);

    private static QuestionReading Read(string question) => QuestionReader.Read(question, Today);

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
