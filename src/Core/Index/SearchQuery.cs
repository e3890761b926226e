using InboxMind.Core.Index.Conditions;

namespace InboxMind.Core.Index;

/// <summary>What a person typed, understood.</summary>
/// <param name="Text">The words without operators: what the vector is made of.</param>
/// <param name="Any">Words and phrases of which more are better; one that ends in <c>*</c> is the beginning of a word.</param>
/// <param name="All">Phrases that must be there.</param>
/// <param name="None">Words and phrases that must not be there.</param>
/// <param name="Filter">Conditions on sender, recipient, subject, date, folder and attachments.</param>
public sealed record SearchQuery(
    string Text, IReadOnlyList<string> Any, IReadOnlyList<string> All, IReadOnlyList<string> None, MailFilter Filter)
{
    public static readonly SearchQuery Empty = new("", [], [], [], MailFilter.None);

    /// <summary>What else must hold; null when nothing must.</summary>
    public MailCondition? Where { get; init; }

    /// <summary>Words and phrases of <see cref="Where"/>, written as those of <see cref="Any"/>: they rank what is found and leave nothing
    /// out.</summary>
    public IReadOnlyList<string> Ranking { get; init; } = [];

    /// <summary>Words such as "Will" or "May" that say little, written as a name: mail from or to somebody of that name is found by
    /// them.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The facts of <see cref="Text"/> (<see cref="Core.Text.Facts"/>): a mail with one of them is found as by a word.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>How it was understood.</summary>
    public QueryReading Reading { get; init; } = QueryReading.None;

    /// <summary>Whether only the index can tell what is found: by words in any field, or by what the store does not look into.</summary>
    public bool NeedsIndex => HasWords || None.Count > 0 || Filter.HasWords || Where is not null;

    /// <summary>Whether anything is looked for by its words.</summary>
    public bool HasWords => Any.Count > 0 || All.Count > 0 || Ranking.Count > 0;

    /// <summary>Whether it asks for nothing: there is neither a word nor a condition in it, as in "(((".</summary>
    public bool IsEmpty => !HasWords && !HasConditions && Facts.Count == 0 && Names.Count == 0;

    /// <summary>Whether there are conditions, on words or on anything else.</summary>
    public bool HasConditions => All.Count + None.Count > 0 || !Filter.IsEmpty || Where is not null;
}
