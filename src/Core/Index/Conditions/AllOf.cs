namespace InboxMind.Core.Index.Conditions;

/// <summary>All parts hold; of none, always.</summary>
public sealed record AllOf(IReadOnlyList<MailCondition> Parts) : MailCondition;
