namespace InboxMind.Testing.Cosmos;

/// <summary>A request to Cosmos DB.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Path">As it was sent.</param>
/// <param name="Header">Gives a header by its name in lower case; empty when there is none.</param>
/// <param name="Body">The body.</param>
public sealed record CosmosRequest(string Method, string Path, Func<string, string> Header, byte[] Body)
{
    /// <summary>Whether a header says so.</summary>
    public bool Is(string header) => Header(header).Equals("true", StringComparison.OrdinalIgnoreCase);
}
