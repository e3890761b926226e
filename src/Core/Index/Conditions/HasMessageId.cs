namespace InboxMind.Core.Index.Conditions;

/// <summary>It has this Message-ID.</summary>
/// <param name="Id">Without angle brackets.</param>
public sealed record HasMessageId(string Id) : MailCondition;
