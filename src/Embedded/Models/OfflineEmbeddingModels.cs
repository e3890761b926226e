using InboxMind.Core.Index;

namespace InboxMind.Embedded.Models;

/// <summary>The offline model for everyone.</summary>
internal sealed class OfflineEmbeddingModels : IEmbeddingModels
{
    private readonly EmbeddingModel _model = new(
        HashedEmbeddingGenerator.ModelId, HashedEmbeddingGenerator.Version, HashedEmbeddingGenerator.Dimensions,
        new HashedEmbeddingGenerator(), new WordCounter());

    public Task<EmbeddingModel> GetActiveAsync(Owner owner, CancellationToken cancellation) => Task.FromResult(_model);
}
