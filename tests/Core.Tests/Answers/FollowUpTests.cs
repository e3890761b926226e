using System.Text.Json;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Answers.Understanding;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Answers;

public sealed class FollowUpTests
{
    private const string First = "How much did Anna approve for the calibration bath in March 2026?";

    private readonly UnderstandQuestion _understand = new(new FakeTimeProvider(TestMail.Now));

    [Theory]
    [InlineData("And when?")]
    [InlineData("When did she approve it?")]
    [InlineData("What about delivery?")]
    [InlineData("Why?")]
    [InlineData("Und wann?")]
    [InlineData("Wer hat das bestellt?")]
    public void Run_QuestionThatRefersBack_CarriesWordsAndDays(string followUp)
    {
        var understood = Understand(followUp, First);

        understood.Words.ShouldContain("anna");
        understood.Words.ShouldContain("calibration");
        understood.Query.Any.ShouldContain("calibration");
        understood.Days.ShouldBe([new DayRange(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31))]);
        understood.RefersTo.ShouldNotBeNull().ShouldContain("Anna", Case.Sensitive);
    }

    [Theory]
    [InlineData("Who is responsible for the firmware of the new controller board?")]
    [InlineData("When does the contract with Northwind Logistics end?")]
    [InlineData("What is the price of that pump for the second production line in Leeds?")]
    public void Run_QuestionThatStandsAlone_CarriesNothing(string question)
    {
        var understood = Understand(question, First);

        understood.Words.ShouldNotContain("calibration");
        understood.Days.ShouldBeEmpty();
        understood.RefersTo.ShouldBeNull();
    }

    [Fact]
    public void Run_OwnDaysAndConditions_WinOverThoseBefore()
    {
        var understood = Understand("And in April 2026, from:ben?", "budget from:anna in March 2026");

        understood.Query.Filter.From.ShouldBe(["ben?"]);
        understood.Days.ShouldBe([new DayRange(new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30))]);
        understood.Words.ShouldContain("budget");
    }

    [Fact]
    public void Run_ConditionBefore_IsCarried() =>
        Understand("And when?", "budget from:anna has:attachment").Query.Filter.From.ShouldBe(["anna"]);

    [Fact]
    public void Run_SecondFollowUp_ReachesTheFirstQuestion()
    {
        var understood = Understand("And why?", First, "When did she approve it?");

        understood.Words.ShouldContain("calibration");
    }

    [Fact]
    public void Run_NothingBefore_StandsAlone() => Understand("And when?").RefersTo.ShouldBeNull();

    [Fact]
    public void Build_EarlierTurns_AreDataInThePrompt()
    {
        var question = Ask("And when?", First);
        var text = AnswerPrompt.Build(_understand.Understand(question), [], TestMail.Now)[1].Text;

        var prompt = AnswerPrompt.Read(text);
        prompt.Earlier.ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe(new PromptTurn(First, "Answer to it"));
        prompt.Question.ShouldBe("And when?");
    }

    [Fact]
    public void Build_NothingBefore_SaysNothingOfIt()
    {
        var text = AnswerPrompt.Build(_understand.Understand(Ask(First)), [], TestMail.Now)[1].Text;

        JsonDocument.Parse(text).RootElement.EnumerateObject().Select(static p => p.Name).ShouldBe(["question", "today", "sources"]);
    }

    private UnderstoodQuestion Understand(string question, params string[] before) => _understand.Understand(Ask(question, before));

    private static Question Ask(string question, params string[] before) => new(question, MailFilter.None, TimeZoneInfo.Utc)
    {
        Earlier = [.. before.Select(static b => new EarlierTurn(QuestionId.New(), b, "Answer to it"))],
    };
}
