namespace InboxMind.Core.Index;

/// <summary>The models that the host added, for everyone: the first is in use.</summary>
public sealed class EmbeddingModels(IEnumerable<EmbeddingModel> models) : IEmbeddingModels
{
    private readonly List<EmbeddingModel> _models = [.. models];

    public Task<EmbeddingModel?> GetActiveAsync(Owner owner, CancellationToken cancellation) => Task.FromResult(_models.FirstOrDefault());

    public Task<EmbeddingModel?> FindAsync(Owner owner, string key, CancellationToken cancellation) =>
        Task.FromResult(_models.Find(m => m.Key == key));
}
