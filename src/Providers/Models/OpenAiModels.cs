using System.ClientModel;
using System.ClientModel.Primitives;
using InboxMind.Core.Answers;
using InboxMind.Core.Index;
using Microsoft.Extensions.AI;
using OpenAI;

namespace InboxMind.Providers.Models;

/// <summary>A chat model behind an OpenAI-compatible endpoint.</summary>
internal static class OpenAiChat
{
    public static ChatModel Create(OpenAiSettings settings) => new(
        settings.Model, Client(settings, transport: null), new TiktokenCounter(), settings.ContextTokens);

    /// <summary>One whose replies are never given piece by piece, and never large.</summary>
    public static IChatClient ForPictures(OpenAiSettings settings)
    {
#pragma warning disable CA2000 // The transport lives as long as the client.
        return Client(settings, new HttpClientPipelineTransport(new HttpClient(new BoundedReplies())));
#pragma warning restore CA2000
    }

    private static SpeakingChatClient Client(OpenAiSettings settings, PipelineTransport? transport) =>
        new(OpenAiClients.Create(settings, transport).GetChatClient(settings.Model).AsIChatClient(), settings);
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
    public static OpenAIClient Create(OpenAiSettings settings, PipelineTransport? transport = null)
    {
        var options = new OpenAIClientOptions { Endpoint = settings.Endpoint, NetworkTimeout = Timeout };
        if (transport is not null)
            options.Transport = transport;
        return new OpenAIClient(new ApiKeyCredential(settings.ApiKey), options);
    }
}
