using InboxMind.Core.Counting;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IPersonMerges"/> promises.</summary>
public abstract class PersonMergesContract : Contract
{
    private static readonly PersonMerge Carl = PersonMerge.Of(["Carl@Example.com ", "c.cole@work.example"], true, Start);
    private static readonly PersonMerge Two = PersonMerge.Of(["dora@example.com", "dora@other.example"], false, Start.AddDays(1));

    protected abstract IPersonMerges Merges { get; }

    [Fact]
    public async Task SaveAsync_Merges_AreListedForTheirOwnerAlone()
    {
        await Merges.SaveAsync(Anna, Carl, Cancellation);
        await Merges.SaveAsync(Anna, Two, Cancellation);
        await Merges.SaveAsync(Mallory, Two with { IsSame = true }, Cancellation);

        (await Merges.ListAsync(Anna, Cancellation)).ShouldBe([Carl, Two], ignoreOrder: true);
        (await Merges.ListAsync(Mallory, Cancellation)).ShouldBe([Two with { IsSame = true }]);
        Carl.Addresses.ShouldBe(["c.cole@work.example", "carl@example.com"]);
    }

    [Fact]
    public async Task SaveAsync_TheSameAgain_IsWhatWasSaidLast()
    {
        await Merges.SaveAsync(Anna, Carl, Cancellation);
        var later = PersonMerge.Of(["c.cole@work.example", "carl@example.com"], false, Start.AddDays(2));
        await Merges.SaveAsync(Anna, later, Cancellation);

        (await Merges.ListAsync(Anna, Cancellation)).ShouldBe([later]);
    }

    [Fact]
    public async Task DeleteAsync_Merge_IsGoneAndOthersStay()
    {
        await Merges.SaveAsync(Anna, Carl, Cancellation);
        await Merges.SaveAsync(Anna, Two, Cancellation);
        await Merges.SaveAsync(Mallory, Carl, Cancellation);

        (await Merges.DeleteAsync(Anna, Carl.Id, Cancellation)).ShouldBeTrue();
        (await Merges.DeleteAsync(Anna, Carl.Id, Cancellation)).ShouldBeFalse();
        (await Merges.DeleteAsync(Anna, "none", Cancellation)).ShouldBeFalse();

        (await Merges.ListAsync(Anna, Cancellation)).ShouldBe([Two]);
        (await Merges.ListAsync(Mallory, Cancellation)).ShouldBe([Carl]);
    }
}
