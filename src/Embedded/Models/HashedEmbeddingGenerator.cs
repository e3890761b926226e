using System.Runtime.InteropServices;
using InboxMind.Core.Text;
using Microsoft.Extensions.AI;

namespace InboxMind.Embedded.Models;

/// <summary>Embeds text on this machine, without a download and always the same way: words, stems and letter groups hashed into
/// a vector with signs (Weinberger et al., Feature Hashing for Large Scale Multitask Learning, 2009). It knows spelling and
/// inflection, not meaning: "invoices" is near "invoice" and "Müller" near "Mueller", "bill" is not near either.</summary>
internal sealed class HashedEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    public const string ModelId = "inboxmind-hashed";
    public const string Version = "2";
    public const int Dimensions = 256;

    /// <summary>Length of the letter groups.</summary>
    private const int Gram = 4;

    private const float StemWeight = 1f;
    private const float GramWeight = 0.35f;
    private const float StopWordWeight = 0.1f;

    /// <summary>Words whose features are kept; mail repeats itself.</summary>
    private const int MaxCachedWords = 50_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Feature[]> _features = [];

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var result = new GeneratedEmbeddings<Embedding<float>>();
        lock (_lock)
        {
            foreach (var value in values)
            {
                cancellationToken.ThrowIfCancellationRequested();
                result.Add(new Embedding<float>(Embed(value)));
            }
        }

        return Task.FromResult(result);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private float[] Embed(string text)
    {
        var counts = new Dictionary<string, int>();
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in Words.Ranges(text))
            CollectionsMarshal.GetValueRefOrAddDefault(lookup, text.AsSpan(range.Start, range.Length), out _)++;

        var vector = new float[Dimensions];
        foreach (var (word, count) in counts)
        {
            var weight = 1 + MathF.Log(count);
            foreach (var feature in Features(word))
                vector[feature.Index] += feature.Weight * weight;
        }

        var length = 0f;
        foreach (var x in vector)
            length += x * x;
        if (length > 0)
        {
            var scale = 1 / MathF.Sqrt(length);
            for (var i = 0; i < vector.Length; i++)
                vector[i] *= scale;
        }

        return vector;
    }

    private Feature[] Features(string word)
    {
        if (_features.TryGetValue(word, out var known))
            return known;
        if (_features.Count >= MaxCachedWords)
            _features.Clear();
        return _features[word] = Make(Words.Fold(word));
    }

    private static Feature[] Make(string word)
    {
        var weight = StopWords.Contains(word) ? StopWordWeight : 1;
        var features = new List<Feature> { Hash($"={PorterStemmer.Stem(word)}", StemWeight * weight) };
        if (word.Length > 2 && weight == 1)
        {
            var framed = $"^{word}$";
            var grams = Math.Max(1, framed.Length - Gram + 1);
            for (var i = 0; i < grams; i++)
                features.Add(Hash(framed.Substring(i, Math.Min(Gram, framed.Length - i)), GramWeight / MathF.Sqrt(grams)));
        }

        return [.. features];
    }

    /// <summary>FNV-1a with a final mix: the low bits choose the place, the top bit the sign.</summary>
    private static Feature Hash(string text, float weight)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211UL;
        hash ^= hash >> 32;
        hash *= 0xD6E8FEB86659FD93UL;
        hash ^= hash >> 32;
        return new Feature((int)(hash % Dimensions), hash >> 63 == 0 ? weight : -weight);
    }

    private readonly record struct Feature(int Index, float Weight);
}
