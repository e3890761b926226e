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

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.Select(v => tokenizer.Encode(v, files.MaxTokens)).ToList();
        var batches = new TokenBatches(texts).ToList();
        var vectors = new float[texts.Count][];
        var run = Load();
        return texts.Count == 1 ? Task.FromResult(Done(vectors, batches, run)) : ManyAsync(vectors, batches, run, cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => _run?.Dispose();

    private static GeneratedEmbeddings<Embedding<float>> Done(float[][] vectors, List<TokenBatch> batches, OnnxRun run)
    {
        foreach (var batch in batches)
            run.Embed(batch, vectors);
        return Embeddings(vectors);
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> ManyAsync(
        float[][] vectors, List<TokenBatch> batches, OnnxRun run, CancellationToken cancellation)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(threads, batches.Count)).Select(_ => BackgroundThread.RunAsync(() =>
        {
            while (Interlocked.Increment(ref next) is var i && i < batches.Count)
            {
                cancellation.ThrowIfCancellationRequested();
                run.Embed(batches[i], vectors);
            }
        })));
        return Embeddings(vectors);
    }

    private static GeneratedEmbeddings<Embedding<float>> Embeddings(float[][] vectors) =>
        [.. vectors.Select(static v => new Embedding<float>(v))];

    private OnnxRun Load()
    {
        lock (_loading)
            return _run ??= new OnnxRun(files, tokenizer.Padding);
    }
}
