namespace InboxMind.Core.Index;

/// <summary>Gives the embedding model in use for an owner.</summary>
public interface IEmbeddingModels
{
    Task<EmbeddingModel> GetActiveAsync(Owner owner, CancellationToken cancellation);
}
