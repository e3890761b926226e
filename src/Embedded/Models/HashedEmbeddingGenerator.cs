using System.Numerics.Tensors;
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

    /// <summary>Letters of a word that are looked at: longer ones are encoded data.</summary>
    private const int MaxWord = 1_000;

    /// <summary>Words whose features are kept; mail repeats itself.</summary>
    private const int MaxCachedWords = 50_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CachedWord> _words = [];
    private readonly List<CachedWord> _used = [];

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
        if (_words.Count >= MaxCachedWords)
            _words.Clear();
        var known = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in _used)
            word.Count = 0;
        _used.Clear();
        foreach (var range in Words.Ranges(text))
        {
            var letters = text.AsSpan(range.Start, Math.Min(range.Length, MaxWord));
            if (!known.TryGetValue(letters, out var word))
                known[letters] = word = new CachedWord(Make(Words.Fold(letters)));
            if (word.Count++ == 0)
                _used.Add(word);
        }

        var vector = new float[Dimensions];
        foreach (var word in _used)
        {
            var weight = 1 + MathF.Log(word.Count);
            foreach (var feature in word.Features)
                vector[feature.Index] += feature.Weight * weight;
        }

        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0)
            TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }

    private static Feature[] Make(string word)
    {
        var weight = StopWords.Contains(word) ? StopWordWeight : 1;
        var stem = Hash($"={PorterStemmer.Stem(word)}", StemWeight * weight);
        if (word.Length <= 2 || weight != 1)
            return [stem];
        var framed = $"^{word}$".AsSpan();
        var grams = Math.Max(1, framed.Length - Gram + 1);
        var features = new Feature[grams + 1];
        features[0] = stem;
        for (var i = 0; i < grams; i++)
            features[i + 1] = Hash(framed.Slice(i, Math.Min(Gram, framed.Length - i)), GramWeight / MathF.Sqrt(grams));
        return features;
    }

    /// <summary>FNV-1a with a final mix: the low bits choose the place, the top bit the sign.</summary>
    private static Feature Hash(ReadOnlySpan<char> text, float weight)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211UL;
        hash ^= hash >> 32;
        hash *= 0xD6E8FEB86659FD93UL;
        hash ^= hash >> 32;
        return new Feature((int)(hash % Dimensions), hash >> 63 == 0 ? weight : -weight);
    }

    /// <summary>A word as it was met, and how often it is in the text at hand.</summary>
    private sealed class CachedWord(Feature[] features)
    {
        public Feature[] Features { get; } = features;

        public int Count { get; set; }
    }

    private readonly record struct Feature(int Index, float Weight);
}
