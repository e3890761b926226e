using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Providers.SignIn;

/// <summary>An app registered at a provider.</summary>
/// <param name="ClientId">The app's public name there.</param>
/// <param name="ClientSecret">Its secret.</param>
/// <param name="Authority">Where the provider's endpoints are described; https, or http on this machine.</param>
/// <param name="ImapHost">The provider's mail server.</param>
/// <param name="ImapPort">Its port.</param>
/// <param name="ImapSecurity">Plain text to this machine only.</param>
internal sealed record ProviderSettings(
    string ClientId, string ClientSecret, Uri Authority, string ImapHost, int ImapPort, ImapSecurity ImapSecurity)
{
    /// <summary>Reads a section.</summary>
    /// <returns>The settings; null when the section names no client.</returns>
    /// <exception cref="SettingsException">A value is missing or wrong.</exception>
    public static ProviderSettings? Read(IConfigurationSection section, string authority, string imap)
    {
        if (string.IsNullOrWhiteSpace(section["ClientId"]))
            return null;
        if (string.IsNullOrWhiteSpace(section["ClientSecret"]))
            throw new SettingsException($"{section.Path}:ClientSecret is missing; take it from the app's registration.");
        if (!Uri.TryCreate(Or(section["Authority"], authority), UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            throw new SettingsException($"{section.Path}:Authority must be an https address, or http on this machine.");
        if (!Uri.TryCreate(Or(section["Imap"], imap), UriKind.Absolute, out var server)
            || !(server.Scheme == "imaps" || (server.Scheme == "imap" && server.IsLoopback)))
            throw new SettingsException($"{section.Path}:Imap must be imaps://host:port, or imap://localhost:port.");
        var isTls = server.Scheme == "imaps";
        return new ProviderSettings(
            section["ClientId"]!, section["ClientSecret"]!, address, server.Host, server.Port > 0 ? server.Port : isTls ? 993 : 143,
            isTls ? ImapSecurity.Tls : ImapSecurity.None);
    }

    /// <summary>The connection to an account's mailbox. A server on this machine was named by the operator.</summary>
    public ImapConnection Connection(string email) => new(
        ImapHost, ImapPort, email, ImapSecurity, ImapAuth.OAuthToken, AllowPrivateNetwork: new UriBuilder("imap", ImapHost).Uri.IsLoopback);

    public override string ToString() => $"{ClientId} at {Authority.Host}";

    private static string Or(string? value, string fallback) => string.IsNullOrWhiteSpace(value) ? fallback : value;
}
