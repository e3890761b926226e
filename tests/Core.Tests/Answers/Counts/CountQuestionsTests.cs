using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Budgets;
using InboxMind.Core.Work;
using InboxMind.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Answers.Counts;

public sealed class CountQuestionsTests
{
    private static readonly Owner Asker = new(new UserId("asker"));
    private static readonly TimeSpan Took = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _time = new(TestMail.Now);
    private readonly Counts _counts = new();
    private readonly Told _told = new();

    [Theory]
    [InlineData(true, false, false, "Answered", "answered", "search")]
    [InlineData(false, false, false, "NotFound", "not_found", "search")]
    [InlineData(false, true, false, "Refused", "refused", "search")]
    [InlineData(true, false, true, "Repeated", "repeated", "")]
    [InlineData(false, true, true, "Repeated", "repeated", "")]
    public async Task AskAsync_Answer_IsCountedByHowItEnded(
        bool found, bool refused, bool cached, string outcome, string label, string stages)
    {
        using var measured = new Measurements();
        var answer = Answer(found) with { IsRefused = refused };

        var given = await AskAsync(() => (answer, cached));

        given.ShouldBe((answer, cached));
        _counts.All.ShouldBe([$"asker {outcome} {Took} {stages}"]);
        measured.Sum("rag.queries").ShouldBe(1);
        measured.Sum("rag.queries", $"outcome={label}").ShouldBe(1);
        measured.Sum("rag.query.duration", $"outcome={label}").ShouldBe(Took.TotalSeconds);
        measured.Count("inboxmind.budget.refusals").ShouldBe(0);
    }

    [Fact]
    public async Task AskAsync_Failure_IsCountedOnceAndThrown()
    {
        using var measured = new Measurements();

        await Should.ThrowAsync<TimeoutException>(() => AskAsync(static () => throw new TimeoutException()));

        _counts.All.ShouldBe([$"asker Failed {Took} "]);
        measured.Sum("rag.queries").ShouldBe(1);
        measured.Sum("rag.query.duration", "outcome=failed").ShouldBe(Took.TotalSeconds);
        measured.Count("inboxmind.budget.refusals").ShouldBe(0);
    }

    [Fact]
    public async Task AskAsync_BudgetIsSpent_IsARefusal()
    {
        using var measured = new Measurements();

        await Should.ThrowAsync<BudgetSpentException>(() => AskAsync(static () => throw new BudgetSpentException("Spent.", TestMail.Now)));

        _counts.All.ShouldBe([$"asker Refused {Took} "]);
        measured.Sum("rag.queries", "outcome=refused").ShouldBe(1);
        measured.Sum("inboxmind.budget.refusals", "budget=questions").ShouldBe(1);
    }

    [Fact]
    public async Task AskAsync_AskerLeaves_CountsNone()
    {
        using var measured = new Measurements();
        using var left = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() => AskAsync(
            () =>
            {
                left.Cancel();
                throw new OperationCanceledException(left.Token);
            },
            left.Token));

        _counts.All.ShouldBeEmpty();
        measured.Count("rag.queries").ShouldBe(0);
    }

    [Fact]
    public async Task AskAsync_CountsCannotBeKept_GivesTheAnswerAndMeasuresItOnce()
    {
        foreach (var failure in (Exception[])[new FullDisk(), new TimeoutException(), new TaskCanceledException()])
        {
            using var measured = new Measurements();
            _counts.Failure = failure;
            var answer = Answer(found: true);

            (await AskAsync(() => (answer, false))).Answer.ShouldBe(answer);

            _told.Lines.ShouldBe([$"Warning: A question was not counted: {failure.GetType().Name}"]);
            _told.Lines.Clear();
            measured.Sum("rag.queries").ShouldBe(1);
            measured.Sum("rag.queries", "outcome=answered").ShouldBe(1);
        }
    }

    [Fact]
    public async Task AskAsync_NeitherAnswerNorCount_TellsWhyThereIsNoAnswer()
    {
        _counts.Failure = new FullDisk();

        await Should.ThrowAsync<TimeoutException>(() => AskAsync(static () => throw new TimeoutException()));

        _told.Lines.ShouldBe(["Warning: A question was not counted: FullDisk"]);
    }

    [Fact]
    public async Task ForgetAsync_Always_ForgetsWhatIsOlderThanAYear()
    {
        (await new CountQuestions(_counts, _time, _told).ForgetAsync(TestContext.Current.CancellationToken)).ShouldBe(7);

        _counts.Before.ShouldBe(TestMail.Now.AddDays(-365));
    }

    private static Answer Answer(bool found) =>
        new("It costs 5.", found, [], [], new AnswerMetadata(1, 1, Took, [("search", Took)], true, 1, 0));

    private async Task<(Answer Answer, bool Cached)> AskAsync(
        Func<(Answer Answer, bool Cached)> ask, CancellationToken? cancellation = null)
    {
        return await new CountQuestions(_counts, _time, _told).AskAsync(
            Asker,
            () =>
            {
                _time.Advance(Took);
                return Task.FromResult(ask());
            },
            cancellation ?? TestContext.Current.CancellationToken);
    }

    private sealed class FullDisk() : StorageUnusableException("The disk is full.", null);

    private sealed class Counts : IQuestionCounts
    {
        public List<string> All { get; } = [];

        public Exception? Failure { get; set; }

        public DateTimeOffset? Before { get; private set; }

        public Task AddAsync(
            Owner owner, QuestionOutcome outcome, TimeSpan elapsed, IReadOnlyList<(string Stage, TimeSpan Elapsed)> stages,
            CancellationToken cancellation)
        {
            if (Failure is not null)
                throw Failure;
            All.Add($"{owner.User} {outcome} {elapsed} {string.Join(' ', stages.Select(static s => s.Stage))}");
            return Task.CompletedTask;
        }

        public Task AddSpentAsync(Owner owner, long tokens, long cost, CancellationToken cancellation) => Task.CompletedTask;

        public Task<int> DeleteBeforeAsync(DateTimeOffset time, CancellationToken cancellation)
        {
            Before = time;
            return Task.FromResult(7);
        }
    }

    private sealed class Told : ILogger<CountQuestions>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
