namespace InboxMind.Core.Index.Conditions;

/// <summary>One of the fields holds these words, one after the other.</summary>
/// <param name="Fields">The fields.</param>
/// <param name="Words">Folded words (<see cref="Text.Words"/>) with a space between them; not empty.</param>
/// <param name="IsBeginning">Whether the last word may go on.</param>
public sealed record HasWords(MailFields Fields, string Words, bool IsBeginning) : MailCondition;
