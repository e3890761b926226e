using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts;

/// <summary>What <see cref="ISetAsideMail"/> promises.</summary>
public abstract class SetAsideMailContract : Contract
{
    private static readonly MailboxId Home = new("home");

    protected abstract ISetAsideMail SetAside { get; }

    protected abstract IMailStore Store { get; }

    [Fact]
    public async Task ListAsync_PageByPage_GivesEachOnceTheNewestFirst()
    {
        List<SetAsideMail> all = [.. Enumerable.Range(0, 7).Select(static i => Aside($"mail {i}", i / 2))];
        foreach (var mail in all)
            await Store.SetAsideAsync(Anna, mail, "raw"u8.ToArray(), Cancellation);
        await SettleAsync();

        var seen = new List<SetAsideMail>();
        SetAsidePlace? after = null;
        while (await SetAside.ListAsync(Anna, Home, after, skip: 0, limit: 3, Cancellation) is { Count: > 0 } page)
        {
            seen.AddRange(page);
            after = new SetAsidePlace(page[^1].At, page[^1].Id);
        }

        seen.ShouldBe(all.OrderByDescending(static m => m.At).ThenByDescending(static m => m.Id));
        (await SetAside.ListAsync(Anna, Home, after: null, skip: 5, limit: 10, Cancellation)).ShouldBe(seen[5..]);
        (await SetAside.CountAsync(Anna, Home, Cancellation)).ShouldBe(7);
    }

    [Fact]
    public async Task EveryMethod_OtherMailboxesAndOwners_AreLeftOut()
    {
        await Store.SetAsideAsync(Anna, Aside("ours", 0), "raw"u8.ToArray(), Cancellation);
        await Store.SetAsideAsync(Anna, Aside("imported", 0) with { Mailbox = MailboxId.Imported }, "raw"u8.ToArray(), Cancellation);
        await SettleAsync();

        (await SetAside.ListAsync(Anna, Home, after: null, skip: 0, limit: 10, Cancellation)).ShouldBe([Aside("ours", 0)]);
        (await SetAside.CountAsync(Anna, mailbox: null, Cancellation)).ShouldBe(2);
        (await SetAside.ListAsync(Mallory, Home, after: null, skip: 0, limit: 10, Cancellation)).ShouldBeEmpty();
        (await SetAside.CountAsync(Mallory, mailbox: null, Cancellation)).ShouldBe(0);
        (await SetAside.CountAsync(Mallory, Home, Cancellation)).ShouldBe(0);
    }

    private static SetAsideMail Aside(string name, int minute) =>
        new(Id(name), Home, $"INBOX, {name}", "It cannot be read", Start.AddMinutes(minute));
}
