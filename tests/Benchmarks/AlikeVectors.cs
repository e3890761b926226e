using InboxMind.Core.Index;
using Microsoft.Extensions.AI;

namespace InboxMind.Benchmarks;

/// <summary>Embeds the first texts by a model, and gives the others vectors that lie about as far from each other: what a search costs
/// depends on how many there are, and to embed a large mailbox takes hours. Questions are embedded by the model.</summary>
internal sealed class AlikeVectors(EmbeddingModel model, int embedded) : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>How far a vector lies from the one that it is made of, in lengths of it.</summary>
    private const float Away = 0.8f;

    private readonly List<float[]> _made = [];
    private readonly Lock _lock = new();

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        if (texts is [var only] && only.StartsWith(model.QueryPrefix, StringComparison.Ordinal))
            return await model.Generator.GenerateAsync(texts, options, cancellationToken);
        if (_made.Count >= embedded)
            return [.. texts.Select(t => new Embedding<float>(Alike(t)))];
        var made = await model.Generator.GenerateAsync(texts, options, cancellationToken);
        lock (_lock)
            _made.AddRange(made.Select(static e => e.Vector.ToArray()));
        return made;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // The model belongs to who made it.
    }

    /// <summary>The same for the same text.</summary>
    private ReadOnlyMemory<float> Alike(string text)
    {
        var random = new Random(unchecked((int)(uint)ContentHash.Compute(text).Value));
        var vector = _made[random.Next(_made.Count)].ToArray();
        var most = Away * MathF.Sqrt(3f / vector.Length);
        for (var i = 0; i < vector.Length; i++)
            vector[i] += most * ((2 * random.NextSingle()) - 1);
        return UnitVector.Normalize(vector, vector.Length);
    }
}
