namespace InboxMind.Core.Answers;

/// <summary>A question of the same conversation that came before.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">What was answered; null when a mail it cited was erased since.</param>
public sealed record EarlierTurn(QuestionId Id, string Question, string? Answer);
