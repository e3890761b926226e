using System.Net.Sockets;
using Azure;
using Azure.Identity;

namespace InboxMind.Azure.Storage;

/// <summary>Says in one sentence what is wrong with the storage account. What the service answers may hold addresses and signatures,
/// and is not repeated.</summary>
internal static class StorageErrors
{
    /// <summary>The roles that the app's identity needs; the tables are Durable's.</summary>
    public static readonly IReadOnlyList<string> RoleNames =
        ["Storage Blob Data Owner", "Storage Queue Data Contributor", "Storage Table Data Contributor"];

    private const string NotReached = "The storage account cannot be reached.";

    private static string Roles => $"\"{RoleNames[0]}\", \"{RoleNames[1]}\" and \"{RoleNames[2]}\"";

    /// <exception cref="AzureStorageException">The account cannot be used for now.</exception>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (Sentence(e, cancellation) is { } sentence)
        {
            throw new AzureStorageException(sentence, e);
        }
    }

    /// <inheritdoc cref="TranslateAsync{T}"/>
    public static Task TranslateAsync(Func<Task> call, CancellationToken cancellation) => TranslateAsync(
        async () =>
        {
            await call();
            return true;
        },
        cancellation);

    private static string? Sentence(Exception error, CancellationToken cancellation) => error switch
    {
        OperationCanceledException when cancellation.IsCancellationRequested => null,
        OperationCanceledException => NotReached,
        AuthenticationFailedException =>
            "The storage account cannot be used: there is no identity to sign in to it with, or its credential has expired; see "
            + "Azure:Identity and Azure:ClientId.",
        AggregateException all => Sentence(all.InnerExceptions[^1], cancellation),
        RequestFailedException { Status: 403, ErrorCode: "AuthorizationPermissionMismatch" } =>
            $"The storage account refuses the identity that it is given: it needs the roles {Roles} on the account.",
        RequestFailedException { Status: 403, ErrorCode: "AuthorizationFailure" } =>
            "The storage account's firewall does not let the app in: allow the network that it calls from.",
        RequestFailedException { Status: 403, ErrorCode: "KeyBasedAuthenticationNotPermitted" } =>
            "The storage account takes no keys: name it by accountName, so that the app signs in with its identity.",
        RequestFailedException { Status: 401 or 403 } => "The storage account refuses the key or the identity that it is given.",
        RequestFailedException { Status: 0 } e => HasNoSuchHost(e) ? "There is no storage account at the address that is set." : NotReached,
        RequestFailedException { Status: >= 500 or 429 or 408 or 409 } e =>
            $"The storage account cannot be used for now ({e.Status} {Code(e)}).",
        RequestFailedException e => $"The storage account does not take a request ({e.Status} {Code(e)}).",
        IOException or HttpRequestException or SocketException => NotReached,
        _ => null,
    };

    private static bool HasNoSuchHost(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain })
                return true;
        }

        return false;
    }

    /// <summary>A name such as ServerBusy.</summary>
    private static string Code(RequestFailedException e) =>
        e.ErrorCode is { Length: > 0 and <= 60 } code && code.All(char.IsAsciiLetterOrDigit) ? code : "no reason given";
}
