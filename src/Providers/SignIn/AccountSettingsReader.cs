using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Providers.SignIn;

/// <summary>Reads what the operator decided about accounts.</summary>
internal static class AccountSettingsReader
{
    /// <exception cref="SettingsException">A value is wrong.</exception>
    public static AccountSettings Read(IConfigurationSection section) => new()
    {
        PublicAddress = Address(section),
        Operators = List(section["Operators"]),
        PrivateMailHosts = List(section["PrivateMailHosts"]),
        Organisations = [.. section.GetSection("Organisations").GetChildren().Where(IsSet).Select(Organisation)],
    };

    private static HashSet<string> List(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(static a => a.ToLowerInvariant())];

    private static Uri? Address(IConfigurationSection section)
    {
        if (string.IsNullOrWhiteSpace(section["PublicAddress"]))
            return null;
        return Uri.TryCreate(section["PublicAddress"], UriKind.Absolute, out var address)
            && address is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
                ? address
                : throw new SettingsException($"{section.Path}:PublicAddress must be https:// and a name without a path.");
    }

    /// <summary>Empty values stand for none, as with every other setting.</summary>
    private static bool IsSet(IConfigurationSection section) =>
        !string.IsNullOrWhiteSpace(section["Domain"]) || !string.IsNullOrWhiteSpace(section["MicrosoftTenant"]);

    private static ConfiguredOrganisation Organisation(IConfigurationSection section)
    {
        var domain = section["Domain"]?.Trim().ToLowerInvariant();
        if (Uri.CheckHostName(domain) != UriHostNameType.Dns || !domain!.Contains('.', StringComparison.Ordinal))
            throw new SettingsException($"{section.Path}:Domain must be a domain such as example.com.");
        var tenant = section["MicrosoftTenant"];
        if (!string.IsNullOrWhiteSpace(tenant) && !Guid.TryParse(tenant, out _))
            throw new SettingsException($"{section.Path}:MicrosoftTenant must be the directory's id, not its name.");
        return new ConfiguredOrganisation(domain, string.IsNullOrWhiteSpace(tenant) ? null : Guid.Parse(tenant).ToString("D"));
    }
}
