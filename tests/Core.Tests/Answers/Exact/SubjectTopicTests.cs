using InboxMind.Core.Answers.Exact;
using InboxMind.Core.Counting;

namespace InboxMind.Core.Tests.Answers.Exact;

public sealed class SubjectTopicTests
{
    private static readonly MailHeads All = Heads(
        new[]
        {
            "Lease renewal, Unit 6", "Re: Lease renewal, Unit 6", "Leasing of a printer", "Summer outing", "Summer outing: boats",
            "Weekly report", "Weekly report", "Weekly report",
        }.Select(static (s, i) => Head(i, s)));

    [Theory]
    [InlineData("lease renewal", 0, "lease renewal", 2)]
    [InlineData("outing", 0, "outing", 2)]
    [InlineData("boats outing", 0, "boats outing", 1)]
    [InlineData("weekly report", 1, "weekly report", 3)]
    public void Find_WordsOfSubjects_GivesTheirMails(string words, int vague, string held, int count)
    {
        var (found, mails) = SubjectTopic.Find(words.Split(' '), vague, All, All, whole: false)!.Value;

        string.Join(' ', found).ShouldBe(held);
        mails.Count.ShouldBe(count);
    }

    [Theory]
    [InlineData("gallinule", false)]
    [InlineData("gallinule harbour outing", false)]
    [InlineData("lease outing", true)]
    public void Find_TooLittleOfThem_IsNone(string words, bool whole) =>
        SubjectTopic.Find(words.Split(' '), 0, All, All, whole).ShouldBeNull();

    [Fact]
    public void Find_NoWordsOrNoMail_IsNone()
    {
        SubjectTopic.Find([], 0, All, All, whole: false).ShouldBeNull();
        SubjectTopic.Find(["lease"], 0, Heads([]), All, whole: false).ShouldBeNull();
    }

    private static MailHeads Heads(IEnumerable<MailHead> heads) => Registers.Of(heads).Newest;

    private static MailHead Head(int number, string subject) => new(
        new EmailId($"mail{number}"), new ThreadId($"thread{number}"), DateTimeOffset.UnixEpoch, subject, [], [], [], []);
}
