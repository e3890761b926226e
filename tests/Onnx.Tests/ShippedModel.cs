using InboxMind.Core.Index;
using InboxMind.Onnx.Tests;

[assembly: AssemblyFixture(typeof(ShippedModel))]

namespace InboxMind.Onnx.Tests;

/// <summary>The model that is shipped, loaded once.</summary>
public sealed class ShippedModel : IDisposable
{
    public EmbeddingModel Model { get; } = OnnxServices.Create(OnnxModelFiles.Shipped, threads: 2);

    public async Task<IReadOnlyList<float[]>> EmbedAsync(params string[] texts) =>
        [.. (await Model.Generator.GenerateAsync(texts, cancellationToken: TestContext.Current.CancellationToken))
            .Select(static e => e.Vector.ToArray())];

    public void Dispose() => Model.Generator.Dispose();
}
