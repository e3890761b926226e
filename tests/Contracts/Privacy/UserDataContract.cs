namespace InboxMind.Contracts.Privacy;

/// <summary>What <see cref="IUserData"/> promises.</summary>
public abstract class UserDataContract : Contract
{
    protected abstract IUserData Data { get; }

    [Fact]
    public async Task EraseAsync_Filled_LeavesNothingAndAllOfOthers()
    {
        await FillAsync(Anna);
        await FillAsync(Mallory);

        (await Data.EraseAsync(Anna, Cancellation)).ShouldBeTrue();

        (await HoldsAsync(Anna)).ShouldBeFalse();
        (await HoldsAsync(Mallory)).ShouldBeTrue();
        (await Data.EraseAsync(Anna, Cancellation)).ShouldBeFalse("there is nothing any more");
    }

    [Fact]
    public async Task EraseAsync_UserWhoHasNothing_IsNothing() => (await Data.EraseAsync(Anna, Cancellation)).ShouldBeFalse();

    [Fact]
    public async Task EraseAsync_Erased_CanBeginAnew()
    {
        await FillAsync(Anna);
        await Data.EraseAsync(Anna, Cancellation);

        await FillAsync(Anna);

        (await HoldsAsync(Anna)).ShouldBeTrue();
    }

    /// <summary>Puts something of the user there.</summary>
    protected abstract Task FillAsync(Owner owner);

    protected abstract Task<bool> HoldsAsync(Owner owner);
}
