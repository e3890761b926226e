using InboxMind.Core.Index;

namespace InboxMind.Onnx;

/// <summary>An embedding model in ONNX and what has to be known to run it.</summary>
/// <param name="Id">The model's name.</param>
/// <param name="Version">Changes when the same text would give another vector.</param>
/// <param name="Model">The path of the model: inputs <c>input_ids</c>, <c>attention_mask</c> and perhaps <c>token_type_ids</c>; the first
/// output holds a vector for each token, or one for each text.</param>
/// <param name="Vocabulary">The path of <c>vocab.txt</c> (WordPiece) or of a SentencePiece model.</param>
/// <param name="Dimensions">The vectors' length.</param>
public sealed record OnnxModelFiles(string Id, string Version, string Model, string Vocabulary, int Dimensions)
{
    /// <summary>How a text's vector is made of its tokens'.</summary>
    public Pooling Pooling { get; init; } = Pooling.First;

    /// <summary>What stands in front of a question.</summary>
    public string QueryPrefix { get; init; } = "";

    /// <summary>What stands in front of a piece of mail.</summary>
    public string PassagePrefix { get; init; } = "";

    /// <summary>Tokens that the model reads at most, with those that mark a text's beginning and end.</summary>
    public int MaxTokens { get; init; } = 512;

    /// <summary>The path of a file with the means of the model's vectors of mail and of questions; null when they are not moved.</summary>
    public string? Centre { get; init; }

    /// <summary>What cosines mean, see <see cref="EmbeddingModel.Scale"/>.</summary>
    public SimilarityScale? Scale { get; init; }

    /// <summary>Whether the vocabulary knows small letters only.</summary>
    public bool LowerCase { get; init; } = true;

    /// <summary>The model that is shipped: snowflake-arctic-embed-xs (Merrick et al., Arctic-Embed, 2024), 22 million parameters, English,
    /// trained further on invented mails (see training/), its weights quantised to 8 bits.</summary>
    public static OnnxModelFiles Shipped
    {
        get
        {
            var folder = Path.Combine(AppContext.BaseDirectory, "models", "arctic-embed-xs");
            return new OnnxModelFiles(
                "arctic-embed-xs", "8bit-3", Path.Combine(folder, "model.onnx"), Path.Combine(folder, "vocab.txt"), Dimensions: 384)
            {
                Scale = new SimilarityScale(Least: 0.22f, Full: 0.7f),
                Centre = Path.Combine(folder, "centre.txt"),
                QueryPrefix = "Represent this sentence for searching relevant passages: ",
            };
        }
    }
}
