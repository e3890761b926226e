namespace InboxMind.Embedded.Index;

/// <summary>What FTS5 is asked to rank by.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Groups">How many of its phrases, one after the other, are forms of one word each.</param>
/// <param name="IsAny">Whether any of its phrases is enough.</param>
internal sealed record RankedWords(string Expression, IReadOnlyList<int> Groups, bool IsAny);
