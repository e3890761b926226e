using InboxMind.Onnx.Tokens;
using Microsoft.Extensions.AI;

namespace InboxMind.Onnx;

/// <summary>Embeds text on this machine by a model in ONNX. The model is loaded at the first use. One text is embedded on the caller's
/// thread; many are put into batches of like length, which threads of low priority work on.</summary>
internal sealed class OnnxEmbeddingGenerator(OnnxModelFiles files, ITextTokenizer tokenizer, int threads)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly Lock _loading = new();
    private OnnxRun? _run;
    private Centre? _centre;

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<string> texts = [.. values];
        var batches = new TokenBatches([.. texts.Select(t => tokenizer.Encode(t, files.MaxTokens))]).ToList();
        var vectors = new float[texts.Count][];
        Load();
        if (texts.Count > 1)
            return ManyAsync(texts, batches, vectors, cancellationToken);
        foreach (var batch in batches)
            _run!.Embed(batch, vectors, cancellationToken);
        return Task.FromResult(Embeddings(texts, batches, vectors));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => _run?.Dispose();

    private async Task<GeneratedEmbeddings<Embedding<float>>> ManyAsync(
        IReadOnlyList<string> texts, List<TokenBatch> batches, float[][] vectors, CancellationToken cancellation)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(threads, batches.Count)).Select(_ => BackgroundThread.RunAsync(() =>
        {
            while (Interlocked.Increment(ref next) is var i && i < batches.Count)
            {
                cancellation.ThrowIfCancellationRequested();
                _run!.Embed(batches[i], vectors, cancellation);
            }
        })));
        return Embeddings(texts, batches, vectors);
    }

    private GeneratedEmbeddings<Embedding<float>> Embeddings(
        IReadOnlyList<string> texts, List<TokenBatch> batches, float[][] vectors)
    {
        for (var i = 0; i < vectors.Length; i++)
            _centre?.Apply(vectors[i], IsQuestion(texts[i]));
        var tokens = batches.Sum(static b => b.Texts.Sum(static t => t.Tokens.Length));
        return new GeneratedEmbeddings<Embedding<float>>(vectors.Select(static v => new Embedding<float>(v)))
        {
            Usage = new UsageDetails { InputTokenCount = tokens },
        };
    }

    /// <summary>Mail never begins with what stands in front of questions.</summary>
    private bool IsQuestion(string text) => files.QueryPrefix.Length > 0 && text.StartsWith(files.QueryPrefix, StringComparison.Ordinal);

    private void Load()
    {
        lock (_loading)
        {
            if (_run is not null)
                return;
            _centre = files.Centre is { } path ? Centre.Read(path) : null;
            _run = new OnnxRun(files, tokenizer.Padding);
        }
    }
}
