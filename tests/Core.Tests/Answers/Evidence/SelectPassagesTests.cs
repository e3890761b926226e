using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Answers.Evidence;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Index;
using InboxMind.Core.Text;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Answers.Evidence;

public sealed class SelectPassagesTests
{
    private const int Context = 2_000;

    private static readonly string Filler = string.Join(' ', Enumerable.Repeat("nothing of note here", 500_000));

    [Fact]
    public void Select_TenMegabytesWithoutASentenceEnd_GivesThePassageThatAnswers()
    {
        var mail = Select(Found.Mail($"It begins and the pump costs 500 euros {Filler}")).ShouldHaveSingleItem();

        mail.Text.ShouldContain("the pump costs 500 euros");
        mail.Text.Length.ShouldBeLessThan(Context * 10);
        mail.IsShortened.ShouldBeTrue();
        CheckCompliance.Apply([mail], RedactionPolicy.Standard).Mails.ShouldHaveSingleItem().Text.ShouldContain("the pump costs 500 euros");
    }

    [Fact]
    public void Select_AnswerDeepInALongMailWhereTheSearchFoundIt_IsGiven()
    {
        var text = $"{Filler} the pump costs 500 euros {Filler}";

        Select(Found.Mail(text, around: Filler.Length)).ShouldHaveSingleItem().Text.ShouldContain("the pump costs 500 euros");
        Select(Found.Mail(text)).ShouldHaveSingleItem().Text.ShouldNotContain("pump");
    }

    [Fact]
    public void Select_TenMegabyteWord_IsLeftOut()
    {
        var mail = Select(Found.Mail($"The pump costs 500 euros. {new string('x', 10_000_000)}")).ShouldHaveSingleItem();

        mail.Text.ShouldBe("The pump costs 500 euros. …");
        mail.IsShortened.ShouldBeTrue();
    }

    [Fact]
    public void Select_WritingWithoutSpaces_StaysWhole()
    {
        var text = new string('水', 1_500);

        Select(Found.Mail(text)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            m => m.Text.ShouldBe(text), static m => m.IsShortened.ShouldBeFalse());
    }

    [Fact]
    public void Select_ManyTinySentences_GivesThoseOfTheQuestion()
    {
        var text = string.Concat(Enumerable.Repeat("Go. ", 40_000)) + "\n\nThe pump costs 500 euros.\n\n"
            + string.Concat(Enumerable.Repeat("Go.\n\n", 60_000));

        Select(Found.Mail(text)).ShouldHaveSingleItem().Text.ShouldContain("The pump costs 500 euros.");
    }

    [Fact]
    public void Select_QuotedAnswerFarBelowItsIntroduction_StaysTheWordsOfItsWriter()
    {
        var filler = string.Join("\n\n", Enumerable.Repeat("Nothing of note stands here, and more of it follows below.", 400));
        var text =
            $"See below.\n\nFrom: Anna Berg <anna@example.org>\nSent: Friday, May 3, 2024\nSubject: Pump\n\n{filler}\n\nThe pump costs 500 "
                + $"euros.";

        var selected = Select(Found.Mail(text)).ShouldHaveSingleItem();

        selected.Text.Length.ShouldBeLessThan(text.Length);
        Sentences.Split(selected.Text).Single(static s => s.Text.Contains("500 euros", StringComparison.Ordinal)).Passage.Author
            .ShouldBe("Anna Berg");
    }

    private static IReadOnlyList<EvidenceMail> Select(EvidenceMail mail)
    {
        var question = new UnderstandQuestion(new FakeTimeProvider(TestMail.Now))
            .Understand(new Question("What does the pump cost?", MailFilter.None, TimeZoneInfo.Utc));
        return SelectPassages.Select(question, [mail], new Letters(), Context);
    }

    /// <summary>Four letters a token; no text is longer than the mail's bound.</summary>
    private sealed class Letters : ITokenCounter
    {
        public int Count(ReadOnlySpan<char> text)
        {
            text.Length.ShouldBeLessThan(250_000);
            return text.Length / 4;
        }

        public int PrefixLength(ReadOnlySpan<char> text, int maxTokens) => Math.Min(text.Length, maxTokens * 4);
    }
}
