using System.ClientModel.Primitives;
using Azure.Core;
using InboxMind.Azure.OpenAi;
using InboxMind.Core.Budgets;
using InboxMind.Core.Index;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Contracts.Azure.OpenAi;

/// <summary>Deployments of a server on this machine.</summary>
internal static class Deployment
{
    public static IConfigurationSection Section(params (string Name, string? Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.GroupBy(static v => v.Name, static v => v.Value)
            .Select(static v => KeyValuePair.Create($"Model:{v.Key}", v.Last()))).Build().GetSection("Model");

    public static AzureOpenAiSettings Chat(OpenAiServer server, params (string Name, string? Value)[] more) => AzureOpenAiSettings.Read(
        Section(
            [("Endpoint", server.Address.AbsoluteUri), ("Deployment", OpenAiServer.ChatDeployment), ("ApiKey", OpenAiServer.Key), .. more]),
        Section(), embedding: false)!;

    public static AzureOpenAiSettings Embedding(OpenAiServer server, params (string Name, string? Value)[] more) =>
        AzureOpenAiSettings.Read(
            Section(
                [
                    ("Endpoint", server.Address.AbsoluteUri), ("Deployment", OpenAiServer.EmbeddingDeployment),
                    ("ApiKey", OpenAiServer.Key), ("Dimensions", $"{OpenAiServer.Dimensions}"), .. more,
                ]),
            Section(), embedding: true)!;

    public static AzureOpenAiModels Models(TimeProvider time, ISharedLimits? shared = null, PipelineTransport? transport = null) =>
        new(new Words(), shared, time, transport);

    /// <summary>Carries what is meant for the service to a server on this machine.</summary>
    public static PipelineTransport To(OpenAiServer server) =>
        new HttpClientPipelineTransport(new HttpClient(new Redirect(server.Address)));

    /// <summary>A token is a word.</summary>
    private sealed class Words : ITokenCounter
    {
        public int Count(ReadOnlySpan<char> text) => text.ToString().Split(' ').Length;

        public int PrefixLength(ReadOnlySpan<char> text, int maxTokens) =>
            string.Join(' ', text.ToString().Split(' ').Take(maxTokens)).Length;
    }

    private sealed class Redirect(Uri server) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(server, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>An identity that gives tokens for models alone.</summary>
internal sealed class ModelIdentity(string token) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        requestContext.Scopes.ShouldBe(["https://cognitiveservices.azure.com/.default"]);
        return new AccessToken(token, DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
