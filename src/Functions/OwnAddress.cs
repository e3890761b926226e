using Microsoft.Extensions.Configuration;

namespace InboxMind.Functions;

/// <summary>The name that Azure gave the app, which it answers to without a setting.</summary>
internal static class OwnAddress
{
    /// <summary>Set by the platform.</summary>
    internal const string Key = "WEBSITE_HOSTNAME";

    /// <returns>Null outside of Azure, and where the host runs on a developer's machine.</returns>
    public static Uri? Read(IConfiguration configuration) =>
        configuration[Key] is { Length: > 0 } name && Uri.CheckHostName(name) == UriHostNameType.Dns
        && new Uri($"https://{name}") is { IsLoopback: false } address
            ? address
            : null;
}
