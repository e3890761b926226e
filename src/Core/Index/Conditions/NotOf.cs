namespace InboxMind.Core.Index.Conditions;

/// <summary>The part does not hold.</summary>
public sealed record NotOf(MailCondition Part) : MailCondition;
