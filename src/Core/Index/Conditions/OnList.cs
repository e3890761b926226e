namespace InboxMind.Core.Index.Conditions;

/// <summary>It came over a mailing list whose List-Id (RFC 2919) has these words, the last one by its beginning.</summary>
/// <param name="Words">Folded words with a space between them; not empty.</param>
public sealed record OnList(string Words) : MailCondition;
