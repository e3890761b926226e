namespace InboxMind.Core.Index.Conditions;

/// <summary>At least one part holds; of none, never.</summary>
public sealed record AnyOf(IReadOnlyList<MailCondition> Parts) : MailCondition;
