namespace InboxMind.Core.Answers.Compliance.Instructions;

/// <summary>A word as it is read, whatever letters it is written in.</summary>
/// <param name="Text">Lower case, plain letters.</param>
/// <param name="Sentence">Which sentence it stands in.</param>
/// <param name="IsFirst">Whether the sentence begins with it.</param>
/// <param name="IsLabel">Whether a colon follows.</param>
internal readonly record struct ReadWord(string Text, int Sentence, bool IsFirst, bool IsLabel);
