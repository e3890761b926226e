using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Embedded.Decryption;

/// <summary>The user's private keys, for mail that is encrypted to them.</summary>
/// <param name="Certificate">A PKCS#12 file, for S/MIME; null when there is none.</param>
/// <param name="CertificatePassword">Its password.</param>
/// <param name="PgpKey">A file of OpenPGP secret keys; null when there is none.</param>
/// <param name="PgpPassword">Their password.</param>
internal sealed record DecryptionSettings(
    string? Certificate, KeyPassword CertificatePassword, string? PgpKey, KeyPassword PgpPassword)
{
    /// <summary>The settings' section.</summary>
    private const string Section = "Decryption";

    /// <summary>Reads them; null when no key is named.</summary>
    /// <exception cref="SettingsException">A password is there twice, or without the key it belongs to.</exception>
    public static DecryptionSettings? From(IConfiguration settings)
    {
        var section = settings.GetSection(Section);
        var found = new DecryptionSettings(
            Text(section, nameof(Certificate)), Password(section, nameof(Certificate), nameof(CertificatePassword)),
            Text(section, nameof(PgpKey)), Password(section, nameof(PgpKey), nameof(PgpPassword)));
        return found is { Certificate: null, PgpKey: null } ? null : found;
    }

    private static KeyPassword Password(IConfigurationSection section, string key, string name)
    {
        var password = new KeyPassword(Text(section, name), Text(section, $"{name}File"));
        if (password is { Value: not null, File: not null })
            throw new SettingsException($"{Section}:{name} and {Section}:{name}File are both set; one of them has to go.");
        if (password is not { Value: null, File: null } && Text(section, key) is null)
            throw new SettingsException($"{Section}:{name} is set without {Section}:{key}, the file that it opens.");
        return password;
    }

    private static string? Text(IConfigurationSection section, string name) =>
        string.IsNullOrWhiteSpace(section[name]) ? null : section[name];
}
