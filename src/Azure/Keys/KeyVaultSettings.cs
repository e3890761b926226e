using System.Text.RegularExpressions;
using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Azure.Keys;

/// <summary>Which certificate of which Key Vault protects the key ring.</summary>
/// <param name="Vault">The vault's address.</param>
/// <param name="Certificate">The certificate's name there.</param>
internal sealed partial record KeyVaultSettings(Uri Vault, string Certificate)
{
    public const string UsualCertificate = "inboxmind";

    /// <summary>Reads <c>KeyVault:Uri</c> and <c>KeyVault:Certificate</c>; null when no vault is named.</summary>
    /// <exception cref="SettingsException">One is wrong.</exception>
    public static KeyVaultSettings? Read(IConfigurationSection azure)
    {
        var section = azure.GetSection("KeyVault");
        var (vault, certificate) = (section["Uri"], section["Certificate"]);
        if (string.IsNullOrWhiteSpace(certificate))
            certificate = UsualCertificate;
        if (!CertificateName().IsMatch(certificate))
            throw new SettingsException($"{section.Path}:Certificate must be a certificate's name: 1 to 127 letters, digits and hyphens.");
        if (string.IsNullOrWhiteSpace(vault))
            return null;
        return Uri.TryCreate(vault, UriKind.Absolute, out var address)
            && address is { Scheme: "https", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
                ? new KeyVaultSettings(address, certificate)
                : throw new SettingsException($"{section.Path}:Uri must be a Key Vault's address, such as https://NAME.vault.azure.net.");
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex CertificateName();
}
