using InboxMind.Core.Budgets;

namespace InboxMind.Contracts.Answers;

/// <summary>What <see cref="IBudgets"/> promises.</summary>
public abstract class BudgetsContract : Contract
{
    protected abstract IBudgets Budgets { get; }

    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task TryTakeAsync_UpToTheLimit_IsGrantedAndNoMore()
    {
        (await TakeAsync(2)).ShouldBeTrue();
        (await TakeAsync(2)).ShouldBeFalse("only one is left");
        (await TakeAsync(1)).ShouldBeTrue();
        (await TakeAsync(1)).ShouldBeFalse();
    }

    [Fact]
    public async Task TryTakeAsync_MoreThanTheLimitAtOnce_IsRefusedAndTakesNothing()
    {
        (await TakeAsync(4)).ShouldBeFalse();
        (await TakeAsync(3)).ShouldBeTrue();
    }

    [Fact]
    public async Task TryTakeAsync_NextDay_BeginsAnew()
    {
        await TakeAsync(3);
        await PassAsync(TimeSpan.FromHours(14));
        (await TakeAsync(1)).ShouldBeFalse("it is 23:00 of the same day");

        await PassAsync(TimeSpan.FromHours(1));

        (await TakeAsync(3)).ShouldBeTrue();
        (await TakeAsync(1)).ShouldBeFalse();
    }

    [Fact]
    public async Task TryTakeAsync_ManyAtOnce_GrantsTheLimitExactly()
    {
        var granted = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => TakeAsync(1))));

        granted.Count(static g => g).ShouldBe(3);
    }

    [Fact]
    public async Task ReturnAsync_Taken_IsThereAgain()
    {
        await TakeAsync(3);

        await Budgets.ReturnAsync(Anna, BudgetKind.Questions, 1, Cancellation);

        (await TakeAsync(1)).ShouldBeTrue();
        (await TakeAsync(1)).ShouldBeFalse();
    }

    [Fact]
    public async Task UsedAsync_TakenAndReturned_IsWhatWasTakenToday()
    {
        (await UsedAsync()).ShouldBe(0);
        await TakeAsync(3);
        await Budgets.ReturnAsync(Anna, BudgetKind.Questions, 1, Cancellation);
        (await UsedAsync()).ShouldBe(2);
        (await Budgets.UsedAsync(Anna, BudgetKind.EmbeddedTokens, Cancellation)).ShouldBe(0);
        (await Budgets.UsedAsync(Mallory, BudgetKind.Questions, Cancellation)).ShouldBe(0);

        await PassAsync(TimeSpan.FromHours(15));
        (await UsedAsync()).ShouldBe(0);

        Task<long> UsedAsync() => Budgets.UsedAsync(Anna, BudgetKind.Questions, Cancellation);
    }

    [Fact]
    public async Task EveryMethod_AnotherOwner_LeavesTheBudget()
    {
        await TakeAsync(3);

        (await Budgets.TryTakeAsync(Mallory, BudgetKind.Questions, 3, 3, Cancellation)).ShouldBeTrue();
        await Budgets.ReturnAsync(Mallory, BudgetKind.Questions, 3, Cancellation);
        await Budgets.EraseAsync(Mallory, Cancellation);

        (await TakeAsync(1)).ShouldBeFalse();
    }

    [Fact]
    public async Task EraseAsync_Used_IsForgotten()
    {
        await TakeAsync(3);

        await Budgets.EraseAsync(Anna, Cancellation);

        (await TakeAsync(3)).ShouldBeTrue();
    }

    private Task<bool> TakeAsync(int amount) => Budgets.TryTakeAsync(Anna, BudgetKind.Questions, amount, limit: 3, Cancellation);
}
