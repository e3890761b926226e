namespace InboxMind.Api.Auth;

/// <summary>Providers as routes name them.</summary>
internal static class ProviderNames
{
    public static bool TryParse(string name, out IdentityProvider provider)
    {
        provider = name == "microsoft" ? IdentityProvider.Microsoft : IdentityProvider.Google;
        return name is "google" or "microsoft";
    }
}
