using System.Collections.Concurrent;
using InboxMind.Core.Index;
using Microsoft.Extensions.AI;

namespace InboxMind.Load;

/// <summary>Embeds each text once: replicated mails have the same texts, of which a model would embed each again for every user.</summary>
internal sealed class RememberedVectors(EmbeddingModel model) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly ConcurrentDictionary<string, Embedding<float>> _known = new(StringComparer.Ordinal);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        var unknown = texts.Where(t => !_known.ContainsKey(t)).Distinct().ToList();
        if (unknown.Count > 0)
        {
            var made = await model.Generator.GenerateAsync(unknown, options, cancellationToken);
            foreach (var (text, vector) in unknown.Zip(made))
                _known[text] = vector;
        }

        return [.. texts.Select(t => _known[t])];
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // The model belongs to who made it.
    }
}
