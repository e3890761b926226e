using System.ClientModel;
using InboxMind.Core.Answers;
using InboxMind.Core.Index;
using Microsoft.Extensions.AI;
using OpenAI;

namespace InboxMind.Providers.Models;

/// <summary>A chat model behind an OpenAI-compatible endpoint.</summary>
internal static class OpenAiChat
{
    public static ChatModel Create(OpenAiSettings settings) => new(
        settings.Model, Client(settings), new TiktokenCounter(), settings.ContextTokens);

    public static IChatClient Client(OpenAiSettings settings) =>
        new SpeakingChatClient(OpenAiClients.Create(settings).GetChatClient(settings.Model).AsIChatClient(), settings);
}

/// <summary>An embedding model behind an OpenAI-compatible endpoint.</summary>
internal static class OpenAiEmbeddings
{
    public static EmbeddingModel Create(OpenAiSettings settings) => new(
        settings.Model, "1", settings.Dimensions,
        new SpeakingEmbeddingGenerator(
            OpenAiClients.Create(settings).GetEmbeddingClient(settings.Model).AsIEmbeddingGenerator(settings.Dimensions), settings),
        new TiktokenCounter())
    {
        IsMetered = true,
        TokensPerDay = settings.TokensPerDay,
        Price = settings.Price,
    };
}

internal static class OpenAiClients
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>A client that retries what is transient (the library's default policy) and gives up after a minute.</summary>
    public static OpenAIClient Create(OpenAiSettings settings) => new(
        new ApiKeyCredential(settings.ApiKey), new OpenAIClientOptions { Endpoint = settings.Endpoint, NetworkTimeout = Timeout });
}
