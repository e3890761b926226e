using Microsoft.IdentityModel.JsonWebTokens;

namespace InboxMind.Providers.SignIn;

/// <summary>What a checked id token says. Even a provider's own words are taken only when they have the right form.</summary>
internal static class IdTokenClaims
{
    private const int MaxEmailLength = 255;

    /// <summary>A claim that is text, or null.</summary>
    public static string? Text(this JsonWebToken token, string name) =>
        token.TryGetPayloadValue<string>(name, out var value) ? value : null;

    /// <summary>The address in the first of these claims that is there, in lower case; null when it is none.</summary>
    public static string? Email(this JsonWebToken token, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (token.Text(name)?.ToLowerInvariant() is not { } email)
                continue;
            return email.Length is > 0 and <= MaxEmailLength && email.Contains('@', StringComparison.Ordinal) && !email.Any(char.IsControl)
                ? email
                : null;
        }

        return null;
    }
}
