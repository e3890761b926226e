namespace InboxMind.Core.Counting;

/// <summary>Whom a name means in a mailbox.</summary>
/// <param name="Name">The name as it was asked for.</param>
/// <param name="Addresses">Their addresses, in lower case, the one used most first.</param>
/// <param name="Display">What they are called in the mail.</param>
public sealed record PersonMatch(string Name, IReadOnlyList<string> Addresses, string Display)
{
    /// <summary>Whether the name means all addresses of a domain.</summary>
    public bool IsOrganisation { get; init; }
}
