namespace InboxMind.Core.Index;

/// <summary>Vectors embedded before, by owner, model and content hash.</summary>
public interface IVectorCache
{
    /// <summary>The vectors that are there.</summary>
    /// <param name="owner">Whose text was embedded.</param>
    /// <param name="model">The model's <see cref="EmbeddingModel.Key"/>.</param>
    /// <param name="hashes">The texts' hashes.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyDictionary<ContentHash, ReadOnlyMemory<float>>> FindAsync(
        Owner owner, string model, IReadOnlyCollection<ContentHash> hashes, CancellationToken cancellation);
}
