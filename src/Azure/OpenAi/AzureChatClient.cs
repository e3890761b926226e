using System.Runtime.CompilerServices;
using InboxMind.Core.Index;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace InboxMind.Azure.OpenAi;

/// <summary>A chat model's deployment. Older models know the bound of a reply as <c>max_tokens</c>; those that reason refuse that, and a
/// temperature: what the deployment takes is found out by the first call.</summary>
internal sealed class AzureChatClient(IChatClient inner, DeploymentCalls calls, ITokenCounter tokens) : DelegatingChatClient(inner)
{
    private volatile bool _isReasoning;

    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<ChatMessage> asked = [.. messages];
        return calls.RunAsync(
            Tokens(asked, options), stop => base.GetResponseAsync(asked, Fitting(options), stop), cancellationToken, Adapts());
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<ChatMessage> asked = [.. messages];
        await foreach (var update in calls.StreamAsync(
            Tokens(asked, options), stop => base.GetStreamingResponseAsync(asked, Fitting(options), stop), Adapts(), cancellationToken))
            yield return update;
    }

    /// <summary>Whether the deployment, as this call knew it, takes other parameters.</summary>
    private Func<Exception, bool> Adapts()
    {
        var known = _isReasoning;
        return e =>
        {
            if (known || !OpenAiFailure.IsBadRequest(e) || !OpenAiFailure.Names(e, "max_tokens"))
                return false;
            return known = _isReasoning = true;
        };
    }

    private int Tokens(List<ChatMessage> messages, ChatOptions? options) =>
        messages.Sum(m => tokens.Count(m.Text)) + (options?.MaxOutputTokens ?? 0);

    private ChatOptions? Fitting(ChatOptions? options)
    {
        if (options?.MaxOutputTokens is not { } most)
            return options;
        var fitting = options.Clone();
        if (_isReasoning)
        {
            fitting.Temperature = null;
            return fitting;
        }

        fitting.MaxOutputTokens = null;
        fitting.RawRepresentationFactory = _ =>
        {
            var raw = new ChatCompletionOptions();
#pragma warning disable SCME0001 // The only way to a parameter that the library no longer writes.
            raw.Patch.Set("$.max_tokens"u8, most);
#pragma warning restore SCME0001
            return raw;
        };
        return fitting;
    }
}
