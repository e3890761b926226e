namespace InboxMind.Core.Index;

/// <summary>Gives the embedding model in use for a tenant.</summary>
public interface IEmbeddingModels
{
    Task<EmbeddingModel> GetActiveAsync(Tenant tenant, CancellationToken cancellation);
}
