using System.Runtime.CompilerServices;
using InboxMind.Core.Answers.Prompts;
using Microsoft.Extensions.AI;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Answers on this machine without a language model: it quotes the sentences that answer, says who wrote them and when,
/// and cites each. It never writes a sentence of its own.</summary>
/// <param name="nearness">Compares meaning; null when there is no model for it on this machine.</param>
internal sealed class ExtractiveChatClient(Nearness? nearness) : IChatClient
{
    public const string ModelId = "inboxmind-extractive";

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prompt = AnswerPrompt.Read(messages.Last(static m => m.Role == ChatRole.User).Text);
        var isSummary = prompt.Question.Length == 0;
        var quotes = isSummary ? LeadSelector.Select(prompt.Sources)
            : await new QuoteSelector(Whole(prompt), nearness).SelectAsync(cancellationToken);
        var language = isSummary ? string.Join(' ', quotes.Select(static q => q.Text)) : prompt.Question;
        var text = quotes.Count == 0 ? AnswerPrompt.NotFound : string.Join('\n', quotes.Select(q => QuoteWriter.Write(q, language)));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, text))
        {
            ModelId = ModelId,
            FinishReason = ChatFinishReason.Stop,
        };
    }

    /// <summary>The prompt with the words that the question leaves out.</summary>
    private static PromptContent Whole(PromptContent prompt) =>
        prompt.RefersTo is { Length: > 0 } words ? prompt with { Question = $"{prompt.Question} ({words})" } : prompt;

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}
