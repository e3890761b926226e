using System.Net;

namespace InboxMind.Testing.Cosmos;

/// <summary>A request that the service does not take.</summary>
public sealed class CosmosRefusalException(HttpStatusCode status, string message, int subStatus = 0) : Exception(message)
{
    public HttpStatusCode Status => status;

    public int SubStatus => subStatus;
}
