namespace InboxMind.Core.Index.Conditions;

/// <summary>It lies in this folder or under this label: the full name, or the last part of it, without regard to case.</summary>
public sealed record InFolder(string Name) : MailCondition;
