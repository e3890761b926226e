using InboxMind.Core.Index;
using InboxMind.Core.Text;
using Microsoft.Extensions.AI;

namespace InboxMind.Testing;

/// <summary>An embedding model that is quick and always the same: texts are near that share words.</summary>
public sealed class WordEmbeddings : IEmbeddingGenerator<string, Embedding<float>>, ITokenCounter
{
    private const int Dimensions = 64;

    private int _embedded;

    /// <summary>Texts embedded so far.</summary>
    public int Embedded => Volatile.Read(ref _embedded);

    /// <summary>Called before each answer; what it throws is the model's failure.</summary>
    public Action<IReadOnlyList<string>> Asked { get; set; } = static _ => { };

    public EmbeddingModel Model => new("words", "1", Dimensions, this, this);

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        Asked(texts);
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Add(ref _embedded, texts.Count);
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(texts.Select(static t => new Embedding<float>(Embed(t)))));
    }

    public int Count(ReadOnlySpan<char> text) => Words.Split(text.ToString()).Count;

    public int PrefixLength(ReadOnlySpan<char> text, int maxTokens) =>
        Words.Split(text.ToString()).Skip(maxTokens).Select(static w => (int?)w.Start).FirstOrDefault() ?? text.Length;

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static float[] Embed(string text)
    {
        var vector = new float[Dimensions];
        foreach (var word in Words.Split(text))
        {
            var hash = word.Text.Aggregate(17, static (h, c) => unchecked((h * 31) + c));
            vector[(hash & int.MaxValue) % Dimensions] += 1;
        }

        var length = MathF.Sqrt(vector.Sum(static x => x * x));
        return length == 0 ? vector : [.. vector.Select(x => x / length)];
    }
}
