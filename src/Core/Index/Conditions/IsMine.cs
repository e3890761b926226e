namespace InboxMind.Core.Index.Conditions;

/// <summary>One of the owner's own addresses is in one of the fields. No index knows these: <c>Search.ResolveMe</c> puts them in
/// the place of this before one is asked.</summary>
public sealed record IsMine(MailFields Fields) : MailCondition;
