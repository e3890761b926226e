using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Index;
using Microsoft.Extensions.AI;

namespace InboxMind.Api.Tests.Rag;

/// <summary>A chat model that says what the test wants and keeps what it was asked.</summary>
internal sealed class ScriptedChat : IChatClient, IChatModels, ITokenCounter
{
    public string Id { get; set; } = "scripted";

    public ConcurrentQueue<PromptContent> Prompts { get; } = [];

    /// <summary>What it says; by default it quotes the first mail.</summary>
    public Func<PromptContent, CancellationToken, Task<string>> Say { get; set; } =
        static (prompt, _) =>
            Task.FromResult(prompt.Sources.Count == 0 ? AnswerPrompt.NotFound : $"It says: {prompt.Sources[0].Text.Trim()} [1]");

    /// <summary>How often it was looked up.</summary>
    public int LookUps { get; private set; }

    public Task<ChatModel> GetActiveAsync(Owner owner, CancellationToken cancellation)
    {
        LookUps++;
        return Task.FromResult(new ChatModel(Id, this, this, 1_000));
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prompt = AnswerPrompt.Read(messages.Last().Text);
        Prompts.Enqueue(prompt);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, await Say(prompt, cancellationToken)));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public int Count(ReadOnlySpan<char> text) => text.Length / 4;

    public int PrefixLength(ReadOnlySpan<char> text, int maxTokens) => Math.Min(text.Length, maxTokens * 4);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
