using InboxMind.Core.Accounts;

namespace InboxMind.Core.Indexing;

/// <summary>Gives the embedding model in use for a tenant.</summary>
public interface IEmbeddingModels
{
    Task<EmbeddingModel> GetActiveAsync(Tenant tenant, CancellationToken cancellation);
}
