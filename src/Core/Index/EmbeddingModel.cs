using InboxMind.Core.Indexing;
using Microsoft.Extensions.AI;

namespace InboxMind.Core.Index;

/// <summary>A model that turns text into vectors. Vectors of different models, versions or sizes never meet.</summary>
/// <param name="Id">The model's name, such as <c>text-embedding-3-small</c>.</param>
/// <param name="Version">Changes when the same text would give another vector.</param>
/// <param name="Dimensions">The vectors' length.</param>
/// <param name="Generator">Makes the vectors.</param>
/// <param name="Tokens">Counts and cuts text in the model's own tokens.</param>
public sealed record EmbeddingModel(
    string Id, string Version, int Dimensions, IEmbeddingGenerator<string, Embedding<float>> Generator, ITokenCounter Tokens)
{
    /// <summary>Whether each text costs something: then what was embedded is saved before more is, so that nothing is paid for
    /// twice.</summary>
    public bool IsMetered { get; init; }

    /// <summary>Tokens of mail that one user may have embedded in a day (UTC); 0 for any number. What is left over waits, see
    /// <see cref="EmbedMail"/>. Searches and questions do not count.</summary>
    public long TokensPerDay { get; init; }

    /// <summary>Texts that it is given in one call, at most.</summary>
    public int TextsPerCall { get; init; } = 96;

    /// <summary>What a million of its tokens cost, in the currency of the operator's bill; 0 when it is not known.</summary>
    public decimal Price { get; init; }

    /// <summary>What stands in front of a question before it is embedded.</summary>
    public string QueryPrefix { get; init; } = "";

    /// <summary>What stands in front of a piece of mail before it is embedded.</summary>
    public string PassagePrefix { get; init; } = "";

    /// <summary>What its cosines mean; null when it is not known: then the nearest count, whatever they are.</summary>
    public SimilarityScale? Scale { get; init; }

    /// <summary>Names model, version and size in one string, as vectors are stored under it.</summary>
    public string Key => $"{Id}@{Version}/{Dimensions}";
}
