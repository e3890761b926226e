namespace InboxMind.Core.Index.Conditions;

/// <summary>The raw mail has this size in bytes.</summary>
/// <param name="MoreThan">More bytes than this; null for any.</param>
/// <param name="LessThan">Fewer bytes than this; null for any.</param>
public sealed record SizedWithin(long? MoreThan, long? LessThan) : MailCondition;
