using InboxMind.Core.Telemetry;
using Microsoft.Extensions.AI;

namespace InboxMind.Core.Index;

/// <summary>Measures and traces what an embedding model does.</summary>
/// <param name="inner">The model.</param>
/// <param name="model">Its name.</param>
/// <param name="price">What its tokens cost.</param>
/// <param name="time">The clock.</param>
public sealed class MeasuredEmbeddings(
    IEmbeddingGenerator<string, Embedding<float>> inner, string model, ModelPrice price, TimeProvider time)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        ModelSignals.MeasureAsync(
            ModelUse.Embedding, model, price, time, () => base.GenerateAsync(values, options, cancellationToken),
            static made => (made.Usage?.InputTokenCount, null));
}
