namespace InboxMind.Mcp.Askers;

/// <summary>For whom an assistant asks.</summary>
/// <param name="Owner">Whose mail it sees, and no other.</param>
/// <param name="Zone">The zone in which bare dates are days.</param>
/// <param name="Policy">What is taken out of all that it is given.</param>
public sealed record Asker(Owner Owner, TimeZoneInfo Zone, RedactionPolicy Policy)
{
    /// <summary>The address of the web page, in which a mail can be opened; null when there is none.</summary>
    public Uri? Page { get; init; }
}
