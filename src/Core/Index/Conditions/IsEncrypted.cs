namespace InboxMind.Core.Index.Conditions;

/// <summary>It is encrypted, in whole or in part, and could not be read.</summary>
public sealed record IsEncrypted : MailCondition;
