using InboxMind.Core.Counting;

namespace InboxMind.Core.Tests.Counting;

public sealed class CountMailTests : IAsyncDisposable
{
    private readonly MailboxOfLetters _mailbox = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _mailbox.DisposeAsync();

    [Fact]
    public async Task CountAsync_CopiesUnderOtherIds_CountOnce()
    {
        await _mailbox.AddAsync("ben", "me", 1, "Plan", "The plan.");
        await _mailbox.AddAsync("ben", "me", 1, "Plan", "The  plan.", id: "copy");
        await _mailbox.AddAsync("ben", "me", 1, "Plan", "Another plan.", id: "other");
        await _mailbox.AddAsync("cora", "me", 1, "Plan", "The plan.", id: "corasown");

        var tally = await CountAsync(new MailQuery());

        (tally.Count, tally.Copies).ShouldBe((3, 1));
        tally.Page.Count.ShouldBe(3);
    }

    [Fact]
    public async Task CountAsync_Groups_AddUpAndNameFirstAndLast()
    {
        await AddAllAsync();

        var senders = (await CountAsync(new MailQuery { By = TallyBy.Sender })).Groups;
        senders.Select(static g => (g.Name, g.Count)).ShouldBe(
            [("Ben Example <ben@example.com>", 3), ("Cora Example <cora@example.com>", 2), ("Me Example <me@example.com>", 1)]);
        (senders[0].First, senders[0].Last).ShouldBe((MailboxOfLetters.Day(0), MailboxOfLetters.Day(40)));
        (await CountAsync(new MailQuery { By = TallyBy.Month })).Groups.Select(static g => (g.Key, g.Count))
            .ShouldBe([("2026-03", 5), ("2026-04", 1)]);
        (await CountAsync(new MailQuery { By = TallyBy.Recipient })).Groups[0].Count.ShouldBe(5);
        (await CountAsync(new MailQuery { By = TallyBy.None })).Groups.ShouldBeEmpty();
    }

    [Fact]
    public async Task CountAsync_Months_AreThoseOfTheZone()
    {
        await _mailbox.AddAsync("ben", "me", 30, "Last of March", "x");
        var far = TimeZoneInfo.CreateCustomTimeZone("far", TimeSpan.FromHours(13), "far", "far");

        (await CountAsync(new MailQuery { By = TallyBy.Month, Zone = far })).Groups.ShouldHaveSingleItem().Key.ShouldBe("2026-04");
    }

    [Fact]
    public async Task CountAsync_PeopleAndOwn_Narrow()
    {
        await AddAllAsync();

        (await CountAsync(new MailQuery { IsOwn = true })).Count.ShouldBe(1);
        (await CountAsync(new MailQuery { IsOwn = false })).Count.ShouldBe(5);
        (await CountAsync(new MailQuery { People = [new PersonCondition(PersonPart.From, ["ben@example.com"])] })).Count.ShouldBe(3);
        (await CountAsync(new MailQuery { People = [new PersonCondition(PersonPart.To, ["ben@example.com"])] })).Count.ShouldBe(1);
        (await CountAsync(new MailQuery { People = [new PersonCondition(PersonPart.With, ["ben@example.com"])] })).Count.ShouldBe(4);
        (await CountAsync(new MailQuery { People = [new PersonCondition(PersonPart.From, [])] })).Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CountAsync_PageByPage_GivesEachOnce(bool oldestFirst)
    {
        await AddAllAsync();
        var seen = new List<EmailId>();
        for (MailPosition? after = null; ;)
        {
            var tally = await CountAsync(new MailQuery { Range = new MailRange(after, 0, 2, oldestFirst) });
            tally.Count.ShouldBe(6);
            seen.AddRange(tally.Page.Select(static h => h.Id));
            if (tally.Next is null)
                break;
            after = tally.Next;
        }

        seen.Distinct().Count().ShouldBe(6);
    }

    [Fact]
    public async Task CountAsync_LimitBeyondAll_IsRefused() =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => CountAsync(
            new MailQuery { Range = new MailRange(null, 0, MailQuery.MaxLimit + 1) }));

    [Fact]
    public async Task ReadAsync_Amounts_AreThoseOfTheMailsThatHaveOne()
    {
        var bill = await _mailbox.AddAsync("ben", "me", 1, "Bill", "Total: 400.00 EUR");
        await _mailbox.AddAsync("ben", "me", 2, "Re: Bill", "Paid.\n\nOn 2 March 2026, Me wrote:\n> Total: 400.00 EUR");

        var heads = (await CountAsync(new MailQuery())).Page;
        var amounts = await _mailbox.Get<ReadAmounts>().ReadAsync(Owner.Local, heads, Cancellation);

        amounts.ShouldHaveSingleItem().ShouldBe(new KeyValuePair<EmailId, Core.Text.Amount>(bill, new Core.Text.Amount(400, "EUR")));
    }

    private async Task AddAllAsync()
    {
        foreach (var (from, to, day) in new[]
            { ("ben", "me", 0), ("ben", "me", 1), ("cora", "me", 2), ("me", "ben", 3), ("cora", "me", 4), ("ben", "me", 40) })
            await _mailbox.AddAsync(from, to, day, $"Letter {day}", $"Hello {day}");
    }

    private Task<MailTally> CountAsync(MailQuery query) => _mailbox.Get<CountMail>().CountAsync(Owner.Local, query, Cancellation);
}
