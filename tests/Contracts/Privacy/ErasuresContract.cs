using InboxMind.Core.Privacy;

namespace InboxMind.Contracts.Privacy;

/// <summary>What <see cref="IErasures"/> promises.</summary>
public abstract class ErasuresContract : Contract
{
    private static readonly DateTimeOffset Begun = new(2026, 3, 1, 9, 0, 0, 123, TimeSpan.Zero);

    protected abstract IErasures Erasures { get; }

    [Fact]
    public async Task SaveAsync_Erasure_KeepsEveryField()
    {
        (await Erasures.GetAsync(Anna, Cancellation)).ShouldBeNull();
        await Erasures.SaveAsync(Anna, Of(Anna), Cancellation);
        (await Erasures.GetAsync(Anna, Cancellation)).ShouldBe(Of(Anna));

        await Erasures.SaveAsync(Anna, Of(Anna) with { FinishedAt = Begun.AddMinutes(1) }, Cancellation);

        (await Erasures.GetAsync(Anna, Cancellation)).ShouldBe(Of(Anna) with { FinishedAt = Begun.AddMinutes(1) });
        (await Erasures.GetAsync(Mallory, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task SaveAsync_OneIsGoingOn_KeepsIt()
    {
        await Erasures.SaveAsync(Anna, Of(Anna), Cancellation);

        await Erasures.SaveAsync(Anna, Of(Anna) with { BegunAt = Begun.AddSeconds(1), RequestId = "request-2" }, Cancellation);

        (await Erasures.GetAsync(Anna, Cancellation)).ShouldBe(Of(Anna));
    }

    [Fact]
    public async Task SaveAsync_FinishedButNoLongerNoted_NotesNothing()
    {
        var finished = Of(Anna) with { FinishedAt = Begun.AddMinutes(1) };
        await Erasures.SaveAsync(Anna, finished, Cancellation);
        (await Erasures.GetAsync(Anna, Cancellation)).ShouldBeNull();

        var next = Of(Anna) with { BegunAt = Begun.AddHours(1) };
        await Erasures.SaveAsync(Anna, next, Cancellation);
        await Erasures.SaveAsync(Anna, finished, Cancellation);

        (await Erasures.GetAsync(Anna, Cancellation)).ShouldBe(next);
        await Erasures.RemoveAsync(Anna, Cancellation);
    }

    [Fact]
    public async Task SaveAsync_AnotherUsers_IsRefused() =>
        await Should.ThrowAsync<ArgumentException>(() => Erasures.SaveAsync(Mallory, Of(Anna), Cancellation));

    [Fact]
    public async Task ListAsync_Several_GivesTheOldestFirstUntilRemoved()
    {
        await Erasures.SaveAsync(Anna, Of(Anna) with { BegunAt = Begun.AddMinutes(1) }, Cancellation);
        await Erasures.SaveAsync(Mallory, Of(Mallory), Cancellation);

        (await ListAsync()).ShouldBe([Mallory.User, Anna.User]);
        await Erasures.RemoveAsync(Mallory, Cancellation);
        (await ListAsync()).ShouldBe([Anna.User]);
        await Erasures.RemoveAsync(Mallory, Cancellation);
    }

    private static Erasure Of(Owner owner) => new(owner.User, new OrganisationId("example.com"), Begun, "192.0.2.7", "request-1");

    private async Task<List<UserId>> ListAsync()
    {
        await SettleAsync();
        return [.. (await Erasures.ListAsync(1_000, Cancellation)).Where(u => u == Anna.User || u == Mallory.User)];
    }
}
