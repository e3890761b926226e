namespace InboxMind.Core.Search.Language;

/// <summary>What a person is told of a query, each sentence once and a bounded number of them.</summary>
internal sealed class QueryNotes
{
    private const int Max = 10;

    /// <summary>Characters of what was typed that are told back.</summary>
    private const int MaxTyped = 60;

    private readonly List<string> _notes = [];

    public IReadOnlyList<string> All => _notes;

    public void Add(string note)
    {
        if (_notes.Count < Max && !_notes.Contains(note))
            _notes.Add(note);
    }

    /// <summary>Says that a part was left out.</summary>
    /// <param name="typed">The part.</param>
    /// <param name="why">Why, and what would have been right; a sentence without its end.</param>
    public void LeftOut(string typed, string why)
    {
        var part = MailLimits.Begin(typed, MaxTyped);
        Add($"{part}{(part.Length < typed.Length ? "..." : "")} was left out: {why}.");
    }
}
