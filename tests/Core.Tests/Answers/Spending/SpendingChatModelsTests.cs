using System.Runtime.CompilerServices;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Answers.Spending;
using InboxMind.Core.Budgets;
using InboxMind.Core.Index;
using InboxMind.Core.Settings;
using InboxMind.Core.Work;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Core.Tests.Answers.Spending;

public sealed class SpendingChatModelsTests
{
    private static readonly Owner Anna = new(new UserId("anna"));

    private readonly Counted _budgets = new();
    private readonly Tally _counts = new();
    private Func<ChatResponse> _say = static () => Reply(100, 20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_Answer_CountsWhatTheModelSaysItUsed(bool streamed)
    {
        await AskAsync(new ChatBudget(1_000_000, 5_000, 0.4m, 1.6m), streamed);

        _budgets.Used.ShouldBe(new Dictionary<BudgetKind, long> { [BudgetKind.ChatTokens] = 120, [BudgetKind.ChatCost] = 72 });
    }

    [Theory]
    [InlineData(1_000_000, 5_000)]
    [InlineData(0, 0)]
    public async Task Client_Answer_IsCountedByTheHourWithOrWithoutABudget(long tokens, long cost)
    {
        await AskAsync(new ChatBudget(tokens, cost, 0.4m, 1.6m), streamed: false);

        (_counts.Tokens, _counts.Cost).ShouldBe((120, 72));
    }

    [Fact]
    public async Task Client_DiskIsFull_AnswersAllTheSame()
    {
        _counts.IsFull = true;

        await AskAsync(new ChatBudget(0, 0, 0.4m, 1.6m), streamed: false);

        _counts.Tokens.ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_ModelFails_CostsNothing(bool streamed)
    {
        _say = static () => throw new ModelUnavailableException("It is down.");

        await Should.ThrowAsync<ModelUnavailableException>(() => AskAsync(new ChatBudget(1_000, 5_000, 0.4m, 1.6m), streamed));

        _budgets.Used.Values.ShouldAllBe(static used => used == 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_FilterRefuses_CostsWhatWasRead(bool streamed)
    {
        _say = static () => throw new ModelRefusedException(ModelRefusedException.AtPrompt);

        await Should.ThrowAsync<ModelRefusedException>(() => AskAsync(new ChatBudget(1_000, 0, 0, 0), streamed));

        _budgets.Used[BudgetKind.ChatTokens].ShouldBe(4 + "When is it?".Length);
    }

    [Fact]
    public async Task Client_NoTokensLeft_IsNotAsked()
    {
        _say = static () => throw new InvalidOperationException("It was asked.");

        var spent = await Should.ThrowAsync<BudgetSpentException>(() => AskAsync(new ChatBudget(100, 0, 0, 0), streamed: false));

        spent.Message.ShouldContain("tokens");
        _budgets.Used.Values.ShouldAllBe(static used => used == 0);
    }

    [Fact]
    public async Task Client_NoMoneyLeft_IsNotAskedAndTakesNoTokens()
    {
        _say = static () => throw new InvalidOperationException("It was asked.");

        var spent = await Should.ThrowAsync<BudgetSpentException>(() => AskAsync(new ChatBudget(10_000, 10, 0.4m, 1.6m), streamed: false));

        spent.Message.ShouldContain("costs");
        _budgets.Used[BudgetKind.ChatTokens].ShouldBe(0);
    }

    [Fact]
    public async Task Client_UsesMoreThanWasThought_CountsItAll()
    {
        _say = static () => Reply(5_000, 20);

        await AskAsync(new ChatBudget(1_000, 0, 0, 0), streamed: false);

        _budgets.Used[BudgetKind.ChatTokens].ShouldBe(5_020);
    }

    [Theory]
    [InlineData("CostPerDay", "0.5")]
    [InlineData("CostPerDay", "-1")]
    [InlineData("InputPrice", "1,5")]
    [InlineData("TokensPerDay", "many")]
    public void Read_WrongSetting_NamesIt(string name, string value) => Should.Throw<SettingsException>(
        () => ChatBudget.Read(new ConfigurationBuilder().AddInMemoryCollection([new($"Chat:{name}", value)]).Build().GetSection("Chat")))
        .Message.ShouldContain($"Chat:{name}");

    private static ChatResponse Reply(int input, int output) => new(new ChatMessage(ChatRole.Assistant, "On Monday [1]."))
    {
        Usage = new UsageDetails { InputTokenCount = input, OutputTokenCount = output },
    };

    private async Task AskAsync(ChatBudget budget, bool streamed)
    {
        using var inner = new Says(() => _say());
        var models = new SpendingChatModels(new ChatModel("says", inner, new Letters(), 0), budget, _budgets, _counts, TimeProvider.System);
        var client = (await models.GetActiveAsync(Anna, Cancellation)).Client;
        var options = new ChatOptions { MaxOutputTokens = 500 };
        if (!streamed)
        {
            await client.GetResponseAsync("When is it?", options, Cancellation);
            return;
        }

        await foreach (var update in client.GetStreamingResponseAsync("When is it?", options, Cancellation))
            update.ShouldNotBeNull();
    }

    private sealed class Says(Func<ChatResponse> say) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(say());

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            foreach (var update in say().ToChatResponseUpdates())
                yield return update;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class Letters : ITokenCounter
    {
        public int Count(ReadOnlySpan<char> text) => text.Length;

        public int PrefixLength(ReadOnlySpan<char> text, int maxTokens) => Math.Min(text.Length, maxTokens);
    }

    private sealed class Counted : IBudgets
    {
        public Dictionary<BudgetKind, long> Used { get; } = [];

        public Task<bool> TryTakeAsync(Owner owner, BudgetKind kind, int amount, long limit, CancellationToken cancellation)
        {
            var used = Used.GetValueOrDefault(kind) + amount;
            if (used <= limit)
                Used[kind] = used;
            return Task.FromResult(used <= limit);
        }

        public Task<long> UsedAsync(Owner owner, BudgetKind kind, CancellationToken cancellation) =>
            Task.FromResult(Used.GetValueOrDefault(kind));

        public Task ReturnAsync(Owner owner, BudgetKind kind, int amount, CancellationToken cancellation)
        {
            Used[kind] -= amount;
            return Task.CompletedTask;
        }

        public Task EraseAsync(Owner owner, CancellationToken cancellation)
        {
            Used.Clear();
            return Task.CompletedTask;
        }
    }

    private sealed class FullException() : StorageUnusableException("The disk is full.", null);

    private sealed class Tally : IQuestionCounts
    {
        public bool IsFull { get; set; }

        public long Tokens { get; private set; }

        public long Cost { get; private set; }

        public Task AddAsync(
            Owner owner, QuestionOutcome outcome, TimeSpan elapsed, IReadOnlyList<(string Stage, TimeSpan Elapsed)> stages,
            CancellationToken cancellation) => throw new NotSupportedException();

        public Task AddSpentAsync(Owner owner, long tokens, long cost, CancellationToken cancellation)
        {
            if (IsFull)
                throw new FullException();
            (Tokens, Cost) = (Tokens + tokens, Cost + cost);
            return Task.CompletedTask;
        }

        public Task<int> DeleteBeforeAsync(DateTimeOffset time, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
