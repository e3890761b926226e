namespace InboxMind.Contracts.Azure.Search;

/// <summary>What the service does not take.</summary>
internal sealed class SearchFailure(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
