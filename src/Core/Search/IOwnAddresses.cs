namespace InboxMind.Core.Search;

/// <summary>Knows which addresses are an owner's own.</summary>
public interface IOwnAddresses
{
    /// <summary>In lower case; none when it is not known.</summary>
    Task<IReadOnlySet<string>> OwnAsync(Owner owner, CancellationToken cancellation);
}
