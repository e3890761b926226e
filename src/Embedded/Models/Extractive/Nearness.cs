using System.Numerics.Tensors;
using InboxMind.Core.Index;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>How near in meaning texts are to a question, by an embedding model on this machine.</summary>
/// <param name="model">The model.</param>
internal sealed class Nearness(EmbeddingModel model)
{
    /// <summary>Characters of a text that are looked at: a passage of usual words and a subject have fewer.</summary>
    private const int MaxText = 500;

    /// <summary>What the cosines mean; null when it is not known.</summary>
    public SimilarityScale? Scale => model.Scale;

    /// <summary>The cosine of each text with the question. Each is embedded by itself on the caller's side: a question does not wait behind
    /// mail that is embedded in the background.</summary>
    public async Task<double[]> OfAsync(string question, IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        var asked = await EmbedAsync(model.QueryPrefix + question, cancellation);
        var near = new double[texts.Count];
        await Parallel.ForAsync(0, texts.Count, cancellation, async (i, stop) =>
        {
            var text = await EmbedAsync(model.PassagePrefix + MailLimits.Begin(texts[i], MaxText), stop);
            near[i] = TensorPrimitives.CosineSimilarity(asked.Span, text.Span);
        });
        return near;
    }

    private async Task<ReadOnlyMemory<float>> EmbedAsync(string text, CancellationToken cancellation) =>
        (await model.Generator.GenerateAsync([text], options: null, cancellation))[0].Vector;
}
