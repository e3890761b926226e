using System.Globalization;
using System.Net.Sockets;
using Azure;
using Azure.Identity;

namespace InboxMind.Azure.Keys;

/// <summary>Says in one sentence what is wrong with the vault or its certificate.</summary>
internal static class KeyVaultErrors
{
    /// <summary>The role that the app's identity needs.</summary>
    public const string Role = "Key Vault Certificate User";

    /// <exception cref="KeyVaultException">The vault or the certificate cannot be used.</exception>
    public static T Translate<T>(KeyVaultSettings settings, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (Sentence(e, settings) is { } sentence)
        {
            throw new KeyVaultException(sentence, e);
        }
    }

    private static string? Sentence(Exception error, KeyVaultSettings settings) => error switch
    {
        AuthenticationFailedException =>
            "Key Vault cannot be used: the app has no identity to sign in with; see Azure:Identity and Azure:ClientId.",
        AggregateException all => Sentence(all.InnerExceptions[^1], settings),
        RequestFailedException { Status: 403 } e when Holds(e, "ForbiddenByFirewall") || Holds(e, "ForbiddenByConnection") =>
            "Key Vault's firewall does not let the app in: allow the network that it calls from.",
        RequestFailedException { Status: 401 or 403 } =>
            $"Key Vault does not let the app read the certificate {settings.Certificate}: its identity needs the role "
            + $"\"{Role}\".",
        RequestFailedException { Status: 404 } =>
            $"There is no certificate {settings.Certificate} in the vault that Azure:KeyVault:Uri names; see Azure:KeyVault:Certificate.",
        RequestFailedException { Status: 0 } e => HasNoSuchHost(e) ? "There is no vault at the address in Azure:KeyVault:Uri." : NotReached,
        RequestFailedException { Status: 429 } => "Key Vault has had too many requests and cannot be used for now.",
        RequestFailedException e => string.Create(CultureInfo.InvariantCulture, $"Key Vault cannot be used for now ({e.Status})."),
        OperationCanceledException or IOException or HttpRequestException or SocketException => NotReached,
        InvalidDataException or System.Security.Cryptography.CryptographicException or NotSupportedException =>
            $"The certificate {settings.Certificate} in Key Vault cannot be used: it must have an RSA key that may be exported.",
        _ => null,
    };

    private const string NotReached = "Key Vault cannot be reached.";

    /// <summary>Which rule refused stands in the inner error of the answer.</summary>
    private static bool Holds(RequestFailedException e, string code) =>
        e.GetRawResponse()?.Content.ToString().Contains(code, StringComparison.Ordinal) == true;

    private static bool HasNoSuchHost(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain })
                return true;
        }

        return false;
    }
}
