namespace InboxMind.Core.Index;

/// <summary>Gives the embedding models of an owner.</summary>
public interface IEmbeddingModels
{
    /// <summary>The model that mail is embedded with; null when there is none, and mail is searched by words alone.</summary>
    Task<EmbeddingModel?> GetActiveAsync(Owner owner, CancellationToken cancellation);

    /// <summary>The model that vectors were made with before, as long as it can still embed a question; null when it cannot.</summary>
    /// <param name="owner">Whose vectors.</param>
    /// <param name="key">The model's <see cref="EmbeddingModel.Key"/>.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<EmbeddingModel?> FindAsync(Owner owner, string key, CancellationToken cancellation);
}
