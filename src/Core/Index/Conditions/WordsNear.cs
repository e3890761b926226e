namespace InboxMind.Core.Index.Conditions;

/// <summary>One field holds both, in either order, with at most so many words between them.</summary>
/// <param name="One">Folded words with a space between them.</param>
/// <param name="Other">As well.</param>
/// <param name="Distance">Words between them, 0 or more.</param>
public sealed record WordsNear(string One, string Other, int Distance) : MailCondition;
