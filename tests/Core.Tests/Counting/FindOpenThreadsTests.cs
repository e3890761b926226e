using InboxMind.Core.Counting;

namespace InboxMind.Core.Tests.Counting;

public sealed class FindOpenThreadsTests : IAsyncDisposable
{
    private readonly MailboxOfLetters _mailbox = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindAsync_QuestionsOfBothSides_AreToldApart()
    {
        await _mailbox.AddAsync("ben", "me", 1, "Plan", "When do you come?");
        await _mailbox.AddAsync("me", "cora", 2, "Offer", "Do you have the offer?");
        await _mailbox.AddAsync("ben", "me", 3, "News", "All is well.");

        (await SubjectsAsync(isMine: true)).ShouldBe(["Plan"]);
        (await SubjectsAsync(isMine: false)).ShouldBe(["Offer"]);
    }

    [Fact]
    public async Task FindAsync_Answered_WaitsNoMore()
    {
        await _mailbox.AddAsync("ben", "me", 1, "Plan", "When do you come?");
        await _mailbox.AddAsync("me", "ben", 2, "Re: Plan", "On Friday.", answers: 1);

        (await SubjectsAsync(isMine: true)).ShouldBeEmpty();
        (await SubjectsAsync(isMine: false)).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindAsync_WriterWhoAddsToTheirQuestion_WaitsSinceTheQuestion()
    {
        await _mailbox.AddAsync("me", "ben", 1, "Plan", "Hello Ben.");
        await _mailbox.AddAsync("ben", "me", 2, "Re: Plan", "When do you come?", answers: 1);
        await _mailbox.AddAsync("ben", "me", 4, "Re: Plan", "The key is with Cora.", answers: 2);

        var waiting = (await FindAsync(isMine: true)).ShouldHaveSingleItem();

        waiting.Asked.Date.ShouldBe(MailboxOfLetters.Day(2));
    }

    [Fact]
    public async Task FindAsync_SomebodyElseAnswered_WaitsNoMore()
    {
        await _mailbox.AddAsync("ben", "me", 1, "Plan", "Who has the key?");
        await _mailbox.AddAsync("cora", "me", 2, "Re: Plan", "I have it.", answers: 1);

        (await SubjectsAsync(isMine: true)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("noreply", "")]
    [InlineData("ben", "List-Id: <all.example.com>\n")]
    public async Task FindAsync_NobodyWhoCanBeAnswered_IsLeftOut(string sender, string header)
    {
        await _mailbox.AddAsync("me", "ben", 0, "Hello", "Hello.");
        await _mailbox.AddAsync(sender, "me", 1, "Survey", "Are you content?", header: header);

        (await SubjectsAsync(isMine: true)).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindAsync_AskedLongAgo_IsLeftOut()
    {
        await _mailbox.AddAsync("ben", "me", 0, "Old", "When do you come?");
        await _mailbox.AddAsync("ben", "me", FindOpenThreads.MaxDays - 1, "Recent", "When do you come?");
        await _mailbox.AddAsync("me", "ben", FindOpenThreads.MaxDays + 1, "Last", "Good night.");

        (await SubjectsAsync(isMine: true)).ShouldBe(["Recent"]);
    }

    [Fact]
    public async Task FindAsync_NoAddressOfTheOwner_IsNotKnown()
    {
        await using var mailbox = new MailboxOfLetters(own: null);
        await mailbox.AddAsync("ben", "cora", 1, "Plan", "When do you come?");
        await mailbox.AddAsync("dora", "emil", 1, "Plan", "When do you come?");

        (await mailbox.Get<FindOpenThreads>().FindAsync(Owner.Local, isMine: true, Cancellation)).ShouldBeNull();
        (await mailbox.Get<ListOpenThreads>().ListAsync(Owner.Local, true, new MailRange(null, 0, 5), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task ListAsync_PageByPage_GivesEachOnceWithItsQuestion()
    {
        for (var i = 1; i <= 7; i++)
            await _mailbox.AddAsync("ben", "me", i / 2, $"Plan {i}", $"Hello. What about {i}?");
        var seen = new List<string>();
        for (MailPosition? after = null; ;)
        {
            var page = (await _mailbox.Get<ListOpenThreads>().ListAsync(
                Owner.Local, isMine: true, new MailRange(after, 0, 3), Cancellation)).ShouldNotBeNull();
            page.Total.ShouldBe(7);
            page.Threads.ShouldAllBe(static t =>
                t.Question == t.Thread.Asked.Subject.Replace("Plan", "What about", StringComparison.Ordinal) + "?");
            seen.AddRange(page.Threads.Select(static t => t.Thread.Asked.Subject));
            if (page.Next is null)
                break;
            after = page.Next;
        }

        seen.Count.ShouldBe(7);
        seen.Distinct().Count().ShouldBe(7);
        seen[0].ShouldBe("Plan 1");
    }

    public ValueTask DisposeAsync() => _mailbox.DisposeAsync();

    private async Task<IReadOnlyList<OpenThread>> FindAsync(bool isMine) =>
        (await _mailbox.Get<FindOpenThreads>().FindAsync(Owner.Local, isMine, Cancellation)).ShouldNotBeNull();

    private async Task<IEnumerable<string>> SubjectsAsync(bool isMine) =>
        (await FindAsync(isMine)).Select(static t => t.Asked.Subject);
}
