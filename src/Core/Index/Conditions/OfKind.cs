namespace InboxMind.Core.Index.Conditions;

/// <summary>It is of this kind.</summary>
public sealed record OfKind(MailKind Kind) : MailCondition;
