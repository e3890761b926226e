namespace InboxMind.Core.Index;

/// <summary>What a person typed, understood.</summary>
/// <param name="Text">The words without operators: what the vector is made of.</param>
/// <param name="Any">Words and phrases of which more are better.</param>
/// <param name="All">Phrases that must be there.</param>
/// <param name="None">Words and phrases that must not be there.</param>
/// <param name="Filter">Conditions on sender, recipient, subject, date, folder and attachments.</param>
public sealed record SearchQuery(
    string Text, IReadOnlyList<string> Any, IReadOnlyList<string> All, IReadOnlyList<string> None, MailFilter Filter)
{
    public static readonly SearchQuery Empty = new("", [], [], [], MailFilter.None);

    /// <summary>Whether words decide what is found, in any field.</summary>
    public bool HasConditionsOnWords => HasWords || None.Count > 0 || Filter.HasWords;

    public bool HasWords => Any.Count > 0 || All.Count > 0;
}
