namespace InboxMind.Core.Index;

/// <summary>How a query was understood, to be told with what it found.</summary>
/// <param name="Understood">The query in the search language, with dates, sizes and groups as they count.</param>
/// <param name="Notes">What of it means nothing and was left out, or was read in one of several ways: one sentence each.</param>
public sealed record QueryReading(string Understood, IReadOnlyList<string> Notes)
{
    public static readonly QueryReading None = new("", []);
}
