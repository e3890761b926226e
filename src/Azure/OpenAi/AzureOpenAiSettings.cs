using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.AI.OpenAI;
using Azure.Core;
using InboxMind.Azure.Credentials;
using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Azure.OpenAi;

/// <summary>A model's deployment in Azure OpenAI: by its resource's address and the machine's own identity, or a key.</summary>
internal sealed class AzureOpenAiSettings
{
    private const int DefaultContextTokens = 1_500;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly string? _key;

    private readonly TokenCredential? _identity;

    private AzureOpenAiSettings(Uri endpoint, string deployment, string? key, TokenCredential? identity) =>
        (Endpoint, Deployment, _key, _identity) = (endpoint, deployment, key, identity);

    public Uri Endpoint { get; }

    public string Deployment { get; }

    /// <summary>The model behind it: vectors of another one do not fit to its own.</summary>
    public required string Model { get; init; }

    /// <summary>An embedding model's dimensions; not used for chat.</summary>
    public int Dimensions { get; init; }

    /// <summary>How many tokens of mail a chat model is given; not used for embeddings.</summary>
    public int ContextTokens { get; init; }

    /// <summary>Tokens of mail that one user may have embedded in a day, 0 for any number; not used for chat.</summary>
    public int TokensPerDay { get; init; }

    /// <summary>What a million tokens that are embedded cost; 0 when it is not known. Not used for chat.</summary>
    public decimal Price { get; init; }

    /// <summary>Tokens that the deployment takes in a minute; 0 when it is not known.</summary>
    public int TokensPerMinute { get; init; }

    /// <summary>Reads a section of the configuration.</summary>
    /// <param name="section"><c>Endpoint</c> and <c>Deployment</c>; <c>ApiKey</c>, unless the machine's identity signs in.</param>
    /// <param name="azure">Says as whom the app signs in.</param>
    /// <param name="embedding">Whether it is an embedding model.</param>
    /// <returns>The settings, or null when the section names no deployment.</returns>
    /// <exception cref="SettingsException">A value is missing or wrong.</exception>
    public static AzureOpenAiSettings? Read(IConfigurationSection section, IConfigurationSection azure, bool embedding)
    {
        if (section["Deployment"] is not { } deployment || string.IsNullOrWhiteSpace(deployment))
            return null;
        if (deployment.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
            throw new SettingsException($"{section.Path}:Deployment must be the name of a deployment: letters, digits, '-', '_' and '.'.");
        var key = section["ApiKey"] is { Length: > 0 } given ? given : null;
        if (!Uri.TryCreate(section["Endpoint"], UriKind.Absolute, out var endpoint)
            || endpoint is not { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            || !(endpoint.Scheme == Uri.UriSchemeHttps || (endpoint is { Scheme: "http", IsLoopback: true } && key is not null)))
        {
            throw new SettingsException(
                $"{section.Path}:Endpoint must be the address of an Azure OpenAI resource, such as https://NAME.openai.azure.com.");
        }

        return new AzureOpenAiSettings(endpoint, deployment, key, key is null ? AzureIdentity.Read(azure) : null)
        {
            Model = section["Model"] is { Length: > 0 } model ? model : deployment,
            Dimensions = embedding ? section.Number("Dimensions", null, 1, 4_096) : 0,
            ContextTokens = embedding ? 0 : section.Number("ContextTokens", DefaultContextTokens, 500, 1_000_000),
            TokensPerDay = embedding ? section.Number("TokensPerDay", 0, 0, 2_000_000_000) : 0,
            Price = embedding ? section.Amount("InputPrice", 0, 10_000) : 0,
            TokensPerMinute = section.Number("TokensPerMinute", 0, 0, 2_000_000_000),
        };
    }

    /// <summary>The same, signed in with another identity.</summary>
    public AzureOpenAiSettings With(TokenCredential identity) => new(Endpoint, Deployment, key: null, identity)
    {
        Model = Model,
        Dimensions = Dimensions,
        ContextTokens = ContextTokens,
        TokensPerDay = TokensPerDay,
        Price = Price,
        TokensPerMinute = TokensPerMinute,
    };

    /// <summary>A client that tries nothing again by itself, see <see cref="DeploymentCalls"/>.</summary>
    public AzureOpenAIClient Client(PipelineTransport? transport = null)
    {
        var options = new AzureOpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(0), NetworkTimeout = Timeout };
        if (transport is not null)
            options.Transport = transport;
        return _key is null
            ? new AzureOpenAIClient(Endpoint, _identity, options)
            : new AzureOpenAIClient(Endpoint, new ApiKeyCredential(_key), options);
    }

    /// <summary>The settings without the key.</summary>
    public override string ToString() => $"{Deployment} at {Endpoint.Host}";
}
