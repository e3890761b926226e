using System.Collections.Concurrent;
using InboxMind.Core.Index;
using Microsoft.Extensions.AI;

namespace InboxMind.Api.Tests.Indexing;

/// <summary>An embedding model that is paid for by the word, and keeps what it was given.</summary>
internal sealed class CountedEmbeddings(long perDay) : IEmbeddingGenerator<string, Embedding<float>>, IEmbeddingModels, ITokenCounter
{
    private const int Dimensions = 8;

    public ConcurrentQueue<string> Texts { get; } = [];

    /// <summary>Called before each answer; what it throws is the model's failure.</summary>
    public Action<IReadOnlyList<string>> Asked { get; set; } = static _ => { };

    public string Id { get; set; } = "counted";

    public Task<EmbeddingModel?> FindAsync(Owner owner, string key, CancellationToken cancellation) => GetActiveAsync(owner, cancellation);

    public Task<EmbeddingModel?> GetActiveAsync(Owner owner, CancellationToken cancellation) => Task.FromResult<EmbeddingModel?>(
        new EmbeddingModel(Id, "1", Dimensions, this, this) { IsMetered = true, TokensPerDay = perDay });

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        Asked(texts);
        texts.ForEach(Texts.Enqueue);
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(texts.Select(static t =>
        {
            var vector = new float[Dimensions];
            vector[t.Length % Dimensions] = 1;
            return new Embedding<float>(vector);
        })));
    }

    public int Count(ReadOnlySpan<char> text) => text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    public int PrefixLength(ReadOnlySpan<char> text, int maxTokens) => Math.Min(text.Length, maxTokens * 4);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
