namespace InboxMind.Core.Index;

/// <summary>What the cosines of a model's vectors mean.</summary>
/// <param name="Least">What is less near has nothing to do with the question.</param>
/// <param name="Full">A good answer is as near as this.</param>
public sealed record SimilarityScale(float Least, float Full);
