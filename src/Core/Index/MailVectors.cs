namespace InboxMind.Core.Index;

/// <summary>The vectors of a message.</summary>
/// <param name="Id">The message.</param>
/// <param name="Version">The version of the stored message they were made from.</param>
/// <param name="Pieces">Its pieces.</param>
public sealed record MailVectors(EmailId Id, long Version, IReadOnlyList<IndexedChunk> Pieces);
