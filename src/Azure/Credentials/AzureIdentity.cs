using Azure.Core;
using Azure.Identity;
using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Azure.Credentials;

/// <summary>As whom the app signs in to Azure's services: with its managed identity; on a developer's machine as the developer.</summary>
internal static class AzureIdentity
{
    private const string Managed = "managed";
    private const string Developer = "developer";

    /// <summary>Reads it from <c>Azure:Identity</c> and <c>Azure:ClientId</c>. No call is made before a token is needed.</summary>
    /// <param name="azure">The section.</param>
    /// <param name="clientId">Names the identity in the place of <c>Azure:ClientId</c>, when it is given.</param>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static TokenCredential Read(IConfigurationSection azure, string? clientId = null)
    {
        var id = string.IsNullOrWhiteSpace(clientId) ? azure["ClientId"] : clientId;
        if (!string.IsNullOrWhiteSpace(id) && !Guid.TryParse(id, out _))
            throw new SettingsException($"{azure.Path}:ClientId must be the client id of a user-assigned identity, which is a GUID.");
        return azure["Identity"]?.Trim().ToLowerInvariant() switch
        {
            null or "" or Managed => new ManagedIdentityCredential(
                string.IsNullOrWhiteSpace(id) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(id)),
            Developer => new DefaultAzureCredential(
                new DefaultAzureCredentialOptions { ExcludeManagedIdentityCredential = true, ExcludeWorkloadIdentityCredential = true }),
            _ => throw new SettingsException($"{azure.Path}:Identity must be {Managed} or {Developer}."),
        };
    }
}
