using InboxMind.Core.Accounts;
using InboxMind.Core.Mail;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IDirectory"/> promises. The directory sees all users, those of other tests included; the tests
/// look at their own.</summary>
public abstract class DirectoryContract : Contract
{
    protected abstract IDirectory Directory { get; }

    protected abstract IMailStore Store { get; }

    /// <summary>The time by which the store stamps what it stores.</summary>
    protected abstract DateTimeOffset Now { get; }

    /// <summary>Lets time pass for the store.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task UnindexedAsync_StoredMail_IsListedWithItsUserUntilIndexed()
    {
        await Store.SaveAsync(Anna, [Mail("one"), Mail("two")], Cancellation);
        await Store.SaveAsync(Mallory, [Mail("one")], Cancellation);
        await PassAsync(TimeSpan.FromSeconds(1));
        (await UnindexedAsync(Now)).ShouldBe(
            [(Anna.User, Id("one")), (Anna.User, Id("two")), (Mallory.User, Id("one"))], ignoreOrder: true);

        await MarkAsync("one");

        (await UnindexedAsync(Now)).ShouldBe([(Anna.User, Id("two")), (Mallory.User, Id("one"))], ignoreOrder: true);
    }

    [Fact]
    public async Task UnindexedAsync_OlderVersionIsIndexed_IsListed()
    {
        await Store.SaveAsync(Anna, [Mail("one")], Cancellation);
        await MarkAsync("one");
        await Store.SaveAsync(Anna, [Mail("one") with { Placement = Place("one", "Archive") }], Cancellation);
        await PassAsync(TimeSpan.FromSeconds(1));

        (await UnindexedAsync(Now)).ShouldBe([(Anna.User, Id("one"))]);
    }

    [Fact]
    public async Task UnindexedAsync_StoredBefore_LeavesOutWhatCameLater()
    {
        await Store.SaveAsync(Anna, [Mail("early")], Cancellation);
        await PassAsync(TimeSpan.FromSeconds(1));
        var between = Now;
        await PassAsync(TimeSpan.FromSeconds(1));
        await Store.SaveAsync(Anna, [Mail("late")], Cancellation);
        await PassAsync(TimeSpan.FromSeconds(1));

        (await UnindexedAsync(between)).ShouldBe([(Anna.User, Id("early"))]);
        (await UnindexedAsync(Now)).ShouldBe([(Anna.User, Id("early")), (Anna.User, Id("late"))]);
        (await UnindexedAsync(DateTimeOffset.MaxValue)).Count.ShouldBe(2);
        (await UnindexedAsync(DateTimeOffset.UnixEpoch)).ShouldBeEmpty();
    }

    [Fact]
    public async Task UnindexedAsync_Limit_GivesTheOldest()
    {
        foreach (var name in (string[])["first", "second", "third"])
        {
            await Store.SaveAsync(Anna, [Mail(name)], Cancellation);
            await PassAsync(TimeSpan.FromSeconds(1));
        }

        await SettleAsync();
        var all = await Directory.UnindexedAsync(Now, 1_000, Cancellation);
        (await Directory.UnindexedAsync(Now, all.Count - 1, Cancellation)).ShouldBe(all.Take(all.Count - 1));
        all.Where(f => f.User == Anna.User).Select(static f => f.Id).ShouldBe([Id("first"), Id("second"), Id("third")]);
    }

    private async Task MarkAsync(string name)
    {
        await SettleAsync();
        var stored = (await Store.GetAsync(Anna, [Id(name)], Cancellation)).ShouldHaveSingleItem();
        await Store.MarkIndexedAsync(Anna, [(stored.Message.Id, stored.Version)], Cancellation);
    }

    private async Task<List<(UserId User, EmailId Id)>> UnindexedAsync(DateTimeOffset storedBefore)
    {
        await SettleAsync();
        var found = await Directory.UnindexedAsync(storedBefore, 1_000, Cancellation);
        return [.. found.Where(f => f.User == Anna.User || f.User == Mallory.User)];
    }
}
