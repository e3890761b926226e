using System.ClientModel;
using System.Runtime.CompilerServices;
using InboxMind.Core.Answers;
using Microsoft.Extensions.AI;

namespace InboxMind.Providers.Models;

/// <summary>Turns what a chat endpoint answers when it fails into a sentence for the user.</summary>
internal sealed class SpeakingChatClient(IChatClient inner, OpenAiSettings settings) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.GetResponseAsync(messages, options, cancellationToken);
        }
        catch (Exception e) when (ModelFailure.Is(e, cancellationToken))
        {
            throw ModelFailure.From(e, settings);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync())
                    yield break;
            }
            catch (Exception e) when (ModelFailure.Is(e, cancellationToken))
            {
                throw ModelFailure.From(e, settings);
            }

            yield return updates.Current;
        }
    }
}

/// <summary>Turns what an embedding endpoint answers when it fails into a sentence for the user.</summary>
internal sealed class SpeakingEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, OpenAiSettings settings)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.GenerateAsync(values, options, cancellationToken);
        }
        catch (Exception e) when (ModelFailure.Is(e, cancellationToken))
        {
            throw ModelFailure.From(e, settings);
        }
    }
}

internal static class ModelFailure
{
    public static bool Is(Exception e, CancellationToken cancellation) => !cancellation.IsCancellationRequested
        && e is ClientResultException or HttpRequestException or OperationCanceledException or AggregateException or IOException;

    /// <summary>Says what failed without the endpoint's own text, which may repeat the prompt.</summary>
    public static Exception From(Exception e, OpenAiSettings settings) => IsRefusal(e)
        ? new ModelRefusedException(ModelRefusedException.AtPrompt, e)
        : new ModelUnavailableException(
        e is ClientResultException { Status: > 0 } answered
            ? answered.Status switch
            {
                401 or 403 => $"{settings} refuses the API key (HTTP {answered.Status}); check the key in the settings.",
                404 => $"{settings} was not found (HTTP 404); check the endpoint and the model's name in the settings.",
                429 => $"{settings} is busy or its quota is used up (HTTP 429); try again later.",
                _ => $"{settings} failed (HTTP {answered.Status}); try again later.",
            }
            : $"{settings} cannot be reached; check the endpoint in the settings and the network.",
        e);

    /// <summary>A content filter in front of a model says so by the error's code.</summary>
    private static bool IsRefusal(Exception e) => e is ClientResultException { Status: 400 } answered
        && answered.Message.Contains("(content_filter)", StringComparison.Ordinal);
}
