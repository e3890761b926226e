using System.ClientModel.Primitives;
using InboxMind.Core.Answers;
using InboxMind.Core.Budgets;
using InboxMind.Core.Index;
using Microsoft.Extensions.AI;

namespace InboxMind.Azure.OpenAi;

/// <summary>Makes the models of deployments.</summary>
/// <param name="tokens">Counts as the models do.</param>
/// <param name="shared">What all instances count together; null where there is one alone.</param>
/// <param name="time">The clock.</param>
/// <param name="transport">Carries the calls in another way than usual.</param>
internal sealed class AzureOpenAiModels(
    ITokenCounter tokens, ISharedLimits? shared, TimeProvider time, PipelineTransport? transport = null)
{
    /// <summary>Someone waits for an answer.</summary>
    private static readonly TimeSpan ChatPatience = TimeSpan.FromSeconds(25);

    /// <summary>No one waits for vectors of mail: the next minute has tokens again.</summary>
    private static readonly TimeSpan EmbeddingPatience = TimeSpan.FromSeconds(150);

    public ChatModel Chat(AzureOpenAiSettings settings) => new(
        settings.Model,
        new AzureChatClient(
            settings.Client(transport).GetChatClient(settings.Deployment).AsIChatClient(), Calls(settings, ChatPatience), tokens),
        tokens, settings.ContextTokens);

    public EmbeddingModel Embedding(AzureOpenAiSettings settings) => new(
        settings.Model, "1", settings.Dimensions,
        new AzureEmbeddingGenerator(
            settings.Client(transport).GetEmbeddingClient(settings.Deployment).AsIEmbeddingGenerator(settings.Dimensions),
            Calls(settings, EmbeddingPatience), settings, tokens),
        tokens)
    {
        IsMetered = true,
        TokensPerDay = settings.TokensPerDay,
        Price = settings.Price,
        TextsPerCall = AzureEmbeddingGenerator.MaxTexts,
    };

    private DeploymentCalls Calls(AzureOpenAiSettings settings, TimeSpan patience) =>
        new(settings, new DeploymentGate(settings, shared, time), patience, time);
}
