namespace InboxMind.Core.Index.Conditions;

/// <summary>It was written in this time.</summary>
/// <param name="Since">At this moment or later; null for any.</param>
/// <param name="Until">Before this moment; null for any.</param>
public sealed record DatedWithin(DateTimeOffset? Since, DateTimeOffset? Until) : MailCondition;
