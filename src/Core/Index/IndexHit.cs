namespace InboxMind.Core.Index;

/// <summary>A message the index found.</summary>
/// <param name="Id">The message.</param>
/// <param name="Score">How well it fits, 0 to 1 within one answer; comparable within one answer only.</param>
/// <param name="Start">First character of the piece that fits best, in the message's text.</param>
/// <param name="Length">The piece's length in characters; 0 when no vector was asked for.</param>
public readonly record struct IndexHit(EmailId Id, double Score, int Start, int Length);
