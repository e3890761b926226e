namespace InboxMind.Core.Index;

/// <summary>Tells how large indexes are.</summary>
public interface IIndexSize
{
    /// <summary>How large an owner's index is; nothing when there is none, or it cannot be read.</summary>
    Task<IndexSize> ReadAsync(Owner owner, CancellationToken cancellation);
}

/// <summary>How large an index is.</summary>
/// <param name="Chunks">Pieces of text with a vector.</param>
/// <param name="Bytes">Bytes that it takes up.</param>
public readonly record struct IndexSize(long Chunks, long Bytes);
