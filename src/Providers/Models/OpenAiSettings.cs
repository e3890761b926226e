using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Providers.Models;

/// <summary>Where a model is reached: any endpoint that speaks OpenAI's API.</summary>
/// <param name="Endpoint">Such as <c>https://api.openai.com/v1</c>; https, or http to this machine.</param>
/// <param name="ApiKey">The key; a local server may need none.</param>
/// <param name="Model">The model's name there.</param>
/// <param name="Dimensions">An embedding model's dimensions, 1 to 4,096; not used for chat.</param>
/// <param name="ContextTokens">How many tokens of mail a chat model is given, 500 to 1,000,000; not used for embeddings.</param>
public sealed record OpenAiSettings(Uri Endpoint, string ApiKey, string Model, int Dimensions, int ContextTokens)
{
    private const int DefaultContextTokens = 1_500;

    /// <summary>Tokens of mail that one user may have embedded in a day, 0 for any number; not used for chat.</summary>
    public int TokensPerDay { get; init; }

    /// <summary>What a million tokens that are embedded cost, in the currency of the bill; 0 when it is not known. Not used for
    /// chat.</summary>
    public decimal Price { get; init; }

    /// <summary>Reads a section of the configuration.</summary>
    /// <returns>The settings, or null when the section names no endpoint, or a deployment there: then it is Azure OpenAI's.</returns>
    /// <exception cref="SettingsException">A value is missing or wrong.</exception>
    public static OpenAiSettings? Read(IConfigurationSection section, bool embedding)
    {
        if (string.IsNullOrWhiteSpace(section["Endpoint"]) || !string.IsNullOrWhiteSpace(section["Deployment"]))
            return null;
        return ReadModel(section) with
        {
            Dimensions = embedding ? section.Number("Dimensions", null, 1, 4_096) : 0,
            ContextTokens = embedding ? 0 : section.Number("ContextTokens", DefaultContextTokens, 500, 1_000_000),
            TokensPerDay = embedding ? section.Number("TokensPerDay", 0, 0, 2_000_000_000) : 0,
            Price = embedding ? section.Amount("InputPrice", 0, 10_000) : 0,
        };
    }

    /// <summary>Reads which model it is and where, from a section that names an endpoint.</summary>
    /// <exception cref="SettingsException">A value is missing or wrong.</exception>
    internal static OpenAiSettings ReadModel(IConfigurationSection section)
    {
        if (!Uri.TryCreate(section["Endpoint"], UriKind.Absolute, out var endpoint)
            || !(endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback)))
            throw new SettingsException($"{section.Path}:Endpoint must be an https address, or http on this machine.");
        if (string.IsNullOrWhiteSpace(section["Model"]))
            throw new SettingsException($"{section.Path}:Model must name the model at {endpoint.Host}.");
        return new OpenAiSettings(
            endpoint, section["ApiKey"] is { Length: > 0 } key ? key : "none", section["Model"]!, Dimensions: 0, ContextTokens: 0);
    }

    /// <summary>The settings without the key.</summary>
    public override string ToString() => $"{Model} at {Endpoint.Host}";
}
