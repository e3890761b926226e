using System.Net;
using System.Net.Sockets;
using Azure.Identity;
using Microsoft.Azure.Cosmos;

namespace InboxMind.Azure.Cosmos;

/// <summary>Says in one sentence what is wrong with the database. What the service answers may hold addresses and ids, and is not
/// repeated.</summary>
internal static class CosmosErrors
{
    /// <summary>The role that the app's identity needs.</summary>
    public const string Role = "Cosmos DB Built-in Data Contributor";

    /// <summary>The address is not allowed by the account's firewall.</summary>
    private const int Firewall = 5;

    /// <summary>The partition holds all that one may hold: 20 GB.</summary>
    private const int PartitionIsFull = 1014;

    /// <exception cref="CosmosUnusableException">The database cannot be used for now.</exception>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (Sentence(e, cancellation) is { } sentence)
        {
            throw new CosmosUnusableException(sentence, e);
        }
    }

    /// <summary>Null for what is none of the service's faults.</summary>
    public static string? Sentence(Exception error, CancellationToken cancellation) => error switch
    {
        OperationCanceledException when cancellation.IsCancellationRequested => null,
        OperationCanceledException => NotReached,
        AuthenticationFailedException =>
            "Cosmos DB cannot be used: there is no identity to sign in to it with, or its credential has expired.",
        CosmosException e => Sentence(e),
        AggregateException all => Sentence(all.InnerExceptions[^1], cancellation),
        HttpRequestException or SocketException or IOException => HasNoSuchHost(error) ? NoSuchHost : NotReached,
        _ => null,
    };

    /// <summary>For an answer that is no success.</summary>
    public static string Sentence(HttpStatusCode status, int subStatus) => (status, subStatus) switch
    {
        (HttpStatusCode.Unauthorized, _) => "Cosmos DB does not know the credential that it is given, or it has expired.",
        (HttpStatusCode.Forbidden, PartitionIsFull) =>
            "A user's mail is as large as Cosmos DB holds for one (20 GB): nothing more is stored.",
        (HttpStatusCode.Forbidden, Firewall) =>
            "Cosmos DB refuses the address of this machine: allow it in the account's firewall or its private endpoint.",
        (HttpStatusCode.Forbidden, _) =>
            $"Cosmos DB refuses the identity that it is given: it needs the role \"{Role}\" "
            + "on the account, and the account's firewall has to let it in.",
        (HttpStatusCode.NotFound, _) =>
            $"The database of Cosmos:database or one of its containers ({Names}) does not exist: "
            + "create them, as the deployment's template does.",
        (HttpStatusCode.RequestEntityTooLarge, _) => "Cosmos DB does not take an item that is so large.",
        (HttpStatusCode.TooManyRequests, _) => "Cosmos DB is asked for more than it is set to serve; give it more throughput.",
        (HttpStatusCode.RequestTimeout or HttpStatusCode.Gone or >= HttpStatusCode.InternalServerError, _) =>
            $"Cosmos DB cannot be used for now ({(int)status}).",
        _ => $"Cosmos DB does not take a request ({(int)status}, {subStatus}).",
    };

    private const string NotReached = "Cosmos DB cannot be reached at the address of Cosmos:accountEndpoint.";
    private const string NoSuchHost = "There is no Cosmos DB account at the address of Cosmos:accountEndpoint.";

    private static string Names => string.Join(", ", CosmosContainers.All.Select(static c => c.Id));

    private static string Sentence(CosmosException e)
    {
        if (HasNoSuchHost(e))
            return NoSuchHost;
        return e.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout
            && (Holds<HttpRequestException>(e) || Holds<OperationCanceledException>(e))
                ? NotReached
                : Sentence(e.StatusCode, e.SubStatusCode);
    }

    private static bool Holds<T>(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is T)
                return true;
        }

        return false;
    }

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
