using InboxMind.Core.Answers.Asking;
using InboxMind.Core.Tests.Answers.Evidence;

namespace InboxMind.Core.Tests.Answers.Asking;

public sealed class NotFoundSentenceTests
{
    private const string English =
        "We have moved the bench into the hall and there is no room for the pump, so it will have to stay where it was.";

    [Fact]
    public void Of_QuestionOfAnotherLanguageThanTheMail_SaysSoAndWhatHelps()
    {
        var said = NotFoundSentence.Of("Wann wird die Werkbank in die Halle gebracht?", [Found.Mail(English)]);

        said.ShouldStartWith(AskQuestion.NotFoundText);
        said.ShouldContain("words of the question, which are German");
        said.ShouldContain("Asked in English");
    }

    [Theory]
    [InlineData("When is the bench brought into the hall?")]
    [InlineData("Werkbank?")]
    public void Of_QuestionOfTheSameOrOfNoLanguage_SaysNoMore(string question) =>
        NotFoundSentence.Of(question, [Found.Mail(English)]).ShouldBe(AskQuestion.NotFoundText);

    [Fact]
    public void Of_NoMail_SaysNoMore() =>
        NotFoundSentence.Of("Wann wird die Werkbank in die Halle gebracht?", []).ShouldBe(AskQuestion.NotFoundText);
}
