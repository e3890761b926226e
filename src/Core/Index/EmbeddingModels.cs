using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Index;

/// <summary>The models that the host added, for everyone: the first is in use. What they do is measured.</summary>
public sealed class EmbeddingModels(IEnumerable<EmbeddingModel> models, TimeProvider time) : IEmbeddingModels
{
    private readonly List<EmbeddingModel> _models =
    [
        .. models.Select(m => m with { Generator = new MeasuredEmbeddings(m.Generator, m.Id, new ModelPrice(m.Price, Output: 0), time) }),
    ];

    public Task<EmbeddingModel?> GetActiveAsync(Owner owner, CancellationToken cancellation) => Task.FromResult(_models.FirstOrDefault());

    public Task<EmbeddingModel?> FindAsync(Owner owner, string key, CancellationToken cancellation) =>
        Task.FromResult(_models.Find(m => m.Key == key));
}
