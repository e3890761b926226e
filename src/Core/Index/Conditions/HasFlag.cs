namespace InboxMind.Core.Index.Conditions;

/// <summary>It has this flag in at least one place.</summary>
public sealed record HasFlag(MailFlags Flag) : MailCondition;
