using InboxMind.Core.Index;
using InboxMind.Embedded;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Core.Tests.Sync;

/// <summary>The offline embeddings, counted.</summary>
internal sealed class CountingModels : IEmbeddingModels
{
    private int _embedded;

    /// <summary>Texts embedded so far.</summary>
    public int Embedded => Volatile.Read(ref _embedded);

    public async Task<EmbeddingModel> GetActiveAsync(Owner owner, CancellationToken cancellation)
    {
        using var services = new ServiceCollection().AddInboxMindEmbedded("unused").BuildServiceProvider();
        var model = await services.GetRequiredService<IEmbeddingModels>().GetActiveAsync(owner, cancellation);
        return model with { Generator = new Counter(this, model.Generator) };
    }

    private sealed class Counter(CountingModels models, IEmbeddingGenerator<string, Embedding<float>> inner)
        : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
    {
        public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            var texts = values.ToList();
            Interlocked.Add(ref models._embedded, texts.Count);
            return base.GenerateAsync(texts, options, cancellationToken);
        }
    }
}
