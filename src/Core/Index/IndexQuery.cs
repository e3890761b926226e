using System.Collections.ObjectModel;

namespace InboxMind.Core.Index;

/// <summary>What the index is asked.</summary>
/// <param name="Query">Words and conditions.</param>
/// <param name="Model">The <see cref="Index.EmbeddingModel.Key"/> of the vector; empty when there is none.</param>
/// <param name="Vector">The question's vector, unit length; empty to search by words alone.</param>
/// <param name="Limit">At most this many messages, 1 to 1,000.</param>
public sealed record IndexQuery(SearchQuery Query, string Model, ReadOnlyMemory<float> Vector, int Limit)
{
    /// <summary>Whether similarity counts only where the query's words, or words near them, are found at all. So it is when none of them
    /// is a word that the model knows: the vector of "qwxzzy" is near to some mail as well, and to none for a reason. Where the words are
    /// ordinary ones, similarity answers alone.</summary>
    public bool SimilarityNeedsWords { get; init; }

    /// <summary>Words of the query that are ordinary ones, folded: where no mail holds such a word, it is no typing mistake, and what it
    /// means is looked for.</summary>
    public IReadOnlySet<string> Ordinary { get; init; } = ReadOnlySet<string>.Empty;

    /// <summary>The model's <see cref="EmbeddingModel.Scale"/>.</summary>
    public SimilarityScale? Scale { get; init; }
}
