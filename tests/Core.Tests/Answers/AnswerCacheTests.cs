using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Reuse;

namespace InboxMind.Core.Tests.Answers;

public sealed class AnswerCacheTests
{
    private static readonly AnswerKey Key = KeyOf("question");

    private readonly AnswerCache _cache = new(new AnswerSettings { CachedAnswers = 3 });
    private int _made;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_SecondTime_IsTheFirstOne()
    {
        (await GetAsync(Key)).ShouldBe(("1", false));
        (await GetAsync(Key)).ShouldBe(("1", true));
    }

    [Fact]
    public async Task GetAsync_AnotherKey_IsMade()
    {
        await GetAsync(Key);
        var others = new[]
        {
            Key with { User = new UserId("ben") }, Key with { Revision = 2 }, Key with { Question = "other" }, Key with { Filter = "f" },
            Key with { Zone = "UTC" }, Key with { Day = Key.Day.AddDays(1) }, Key with { Model = "other" }, Key with { Conversation = "c" },
        };

        foreach (var other in others)
            (await GetAsync(other)).Cached.ShouldBeFalse();
    }

    [Fact]
    public async Task GetAsync_DoesNotHoldAnyMore_IsMadeAnew()
    {
        await GetAsync(Key);

        (await GetAsync(Key, holds: static a => a.Text != "1")).ShouldBe(("2", false));
        (await GetAsync(Key)).ShouldBe(("2", true));
    }

    [Fact]
    public async Task GetAsync_MoreThanItHolds_LetsGoOfTheOneUsedLongestAgo()
    {
        await GetAsync(KeyOf("a"));
        await GetAsync(KeyOf("b"));
        await GetAsync(KeyOf("c"));
        await GetAsync(KeyOf("a"));
        await GetAsync(KeyOf("d"));

        (await GetAsync(KeyOf("a"))).Cached.ShouldBeTrue();
        (await GetAsync(KeyOf("b"))).Cached.ShouldBeFalse();
    }

    [Fact]
    public async Task EraseAsync_OneUser_ForgetsTheAnswersOfThatUserOnly()
    {
        var others = Key with { User = new UserId("ben") };
        await GetAsync(Key);
        await GetAsync(others);

        (await _cache.EraseAsync(new Owner(Key.User), Cancellation)).ShouldBeTrue();
        (await _cache.EraseAsync(new Owner(Key.User), Cancellation)).ShouldBeFalse();

        (await GetAsync(Key)).Cached.ShouldBeFalse();
        (await GetAsync(others)).Cached.ShouldBeTrue();
    }

    [Fact]
    public async Task EraseAsync_WhileAnAnswerIsBeingMade_KeepsItForNoOneElse()
    {
        var gate = new TaskCompletionSource();
        var waiting = GetAsync(Key, gate.Task);

        await _cache.EraseAsync(new Owner(Key.User), Cancellation);
        var later = GetAsync(Key, gate.Task);
        gate.SetResult();

        (await waiting).Cached.ShouldBeFalse();
        (await later).Cached.ShouldBeFalse("who asks after the erasure does not join what began before it");
        await _cache.EraseAsync(new Owner(Key.User), Cancellation);
        (await GetAsync(Key)).ShouldBe(("3", false));
    }

    [Fact]
    public async Task EraseAsync_WhileAnAnswerIsBeingMade_LeavesNothingInMemory()
    {
        var gate = new TaskCompletionSource();
        var waiting = GetAsync(Key, gate.Task);

        await _cache.EraseAsync(new Owner(Key.User), Cancellation);
        gate.SetResult();
        await waiting;

        (await _cache.EraseAsync(new Owner(Key.User), Cancellation)).ShouldBeFalse("there is nothing to forget");
    }

    [Fact]
    public async Task GetAsync_FiftyAtOnce_MakesOne()
    {
        var gate = new TaskCompletionSource();
        var all = Enumerable.Range(0, 50).Select(_ => GetAsync(Key, gate.Task)).ToList();
        gate.SetResult();

        var answers = await Task.WhenAll(all);

        answers.ShouldAllBe(static a => a.Text == "1");
        answers.Count(static a => !a.Cached).ShouldBe(1);
        _made.ShouldBe(1);
    }

    [Fact]
    public async Task GetAsync_FirstOneLeaves_OthersGetTheAnswer()
    {
        var gate = new TaskCompletionSource();
        using var leaves = new CancellationTokenSource();
        var first = GetAsync(Key, gate.Task, cancellation: leaves.Token);
        var second = GetAsync(Key, gate.Task);

        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        (await second).ShouldBe(("1", true));
    }

    [Fact]
    public async Task GetAsync_AllLeave_TheWorkIsStoppedAndDoneAnewForTheNext()
    {
        var stopped = new TaskCompletionSource();
        using var leaves = new CancellationTokenSource();
        var waiting = _cache.GetAsync(
            Key,
            async stop =>
            {
                await using var _ = stop.Register(() => stopped.TrySetResult());
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
                return Answer("never");
            },
            static a => Task.FromResult<Answer?>(a), leaves.Token);

        await leaves.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        await stopped.Task.WaitAsync(Cancellation);
        (await GetAsync(Key)).ShouldBe(("1", false));
    }

    [Fact]
    public async Task GetAsync_Fails_TellsEveryoneAndKeepsNothing()
    {
        await Should.ThrowAsync<ModelUnavailableException>(() => _cache.GetAsync(
            Key, static _ => throw new ModelUnavailableException("down"), static a => Task.FromResult<Answer?>(a), Cancellation));

        (await GetAsync(Key)).ShouldBe(("1", false));
    }

    [Fact]
    public async Task GetAsync_SwitchedOff_MakesEach()
    {
        var off = new AnswerCache(new AnswerSettings { CachedAnswers = 0 });

        for (var i = 0; i < 2; i++)
        {
            (await off.GetAsync(Key, _ => Task.FromResult(Answer("x")), static a => Task.FromResult<Answer?>(a), Cancellation))
                .Cached.ShouldBeFalse();
        }
    }

    private static AnswerKey KeyOf(string question) =>
        new(new UserId("anna"), 1, question, "", "Europe/Berlin", new DateOnly(2026, 3, 1), "model", RedactionPolicy.Standard, "");

    private static Answer Answer(string text) => new(text, true, [], [], new AnswerMetadata(0, 0, TimeSpan.Zero, [], true, 1, 0));

    private async Task<(string Text, bool Cached)> GetAsync(
        AnswerKey key, Task? gate = null, Func<Answer, bool>? holds = null, CancellationToken? cancellation = null)
    {
        var (answer, cached) = await _cache.GetAsync(
            key,
            async _ =>
            {
                var text = $"{Interlocked.Increment(ref _made)}";
                await (gate ?? Task.CompletedTask);
                return Answer(text);
            },
            a => Task.FromResult(holds?.Invoke(a) ?? true ? a : null), cancellation ?? Cancellation);
        return (answer.Text, cached);
    }
}
