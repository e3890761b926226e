using InboxMind.Core.Index.Conditions;

namespace InboxMind.Core.Search.Language;

/// <summary>A part of a query as it was written.</summary>
internal abstract record QueryNode;

/// <summary>Several parts: one of them has to be there, or all.</summary>
internal sealed record GroupNode(IReadOnlyList<QueryNode> Parts, bool IsAny) : QueryNode;

/// <summary>Parts joined by OR.</summary>
internal sealed record OrNode(IReadOnlyList<QueryNode> Parts) : QueryNode;

/// <summary>A part that must not be there.</summary>
internal sealed record NotNode(QueryNode Part) : QueryNode;

/// <summary>A word or phrase to look for in any field.</summary>
/// <param name="Words">Folded, with a space between them.</param>
/// <param name="Typed">As it was typed.</param>
/// <param name="IsPhrase">Whether it stood in quotes.</param>
/// <param name="IsBeginning">Whether the last word may go on.</param>
internal sealed record TermNode(string Words, string Typed, bool IsPhrase, bool IsBeginning) : QueryNode;

/// <summary>Two terms that stand near each other.</summary>
internal sealed record NearNode(TermNode One, TermNode Other, int Distance) : QueryNode;

/// <summary>A condition.</summary>
/// <param name="Condition">What has to hold.</param>
/// <param name="Understood">The condition in the search language.</param>
internal sealed record ConditionNode(MailCondition Condition, string Understood) : QueryNode
{
    /// <summary>Adds the condition, or that it must not hold, to a flat filter; null when no filter can say it.</summary>
    public Func<MailFilter, bool, MailFilter>? Filter { get; init; }

    /// <summary>Whether no filter can say that it must not hold.</summary>
    public bool IsFlatOnlyWithoutMinus { get; init; }
}
