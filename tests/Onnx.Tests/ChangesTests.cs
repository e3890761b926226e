using System.Runtime.InteropServices;
using InboxMind.QuantizeModel;

namespace InboxMind.Onnx.Tests;

public sealed class ChangesTests
{
    [Fact]
    public void AddTo_Vector_IsAdded()
    {
        var changes = File(Floats("bias", [0.5f, -1]));
        float[] weight = [1, 2];

        changes.AddTo("bias", weight);

        weight.ShouldBe([1.5f, 1]);
    }

    /// <summary>Two rows and three columns: the first column of the left one times the first row of the right one, and so on.</summary>
    [Fact]
    public void AddTo_ThinMatrices_AddsTheirProduct()
    {
        var changes = File(
            Bytes("matrix/left", [2, 2], [1, 2, -3, 0]), Bytes("matrix/right", [2, 3], [10, 20, 30, 1, 0, -1]),
            Floats("matrix/scale", [0.1f, 2]));
        var weight = new float[6];

        changes.AddTo("matrix", weight);

        weight.Select(static w => Math.Round(w, 4)).ShouldBe([5, 2, -1, -3, -6, -9]);
    }

    [Fact]
    public void AddTo_WeightOfAnotherSize_IsSaid()
    {
        var vector = File(Floats("bias", [0.5f]));
        var matrix = File(Bytes("matrix/left", [1, 1], [1]), Bytes("matrix/right", [1, 2], [1, 1]), Floats("matrix/scale", [1]));

        Should.Throw<InvalidDataException>(() => vector.AddTo("bias", new float[2])).Message.ShouldContain("bias");
        Should.Throw<InvalidDataException>(() => matrix.AddTo("matrix", new float[4])).Message.ShouldContain("matrix");
    }

    [Fact]
    public void Names_OfAFile_AreTheWeightsThatChange() => File(
        Floats("bias", [1]), Bytes("matrix/left", [1, 1], [1]), Bytes("matrix/right", [1, 1], [1]), Floats("matrix/scale", [1]))
        .Names.ShouldBe(["bias", "matrix"]);

    [Fact]
    public void Quantize_ChangeOfAWeightThatTheModelLacks_IsSaid()
    {
        var model = new WireMessage().Add(7, new WireMessage().Add(5, Floats("other", [1]))).ToBytes();

        Should.Throw<InvalidDataException>(() => Quantizer.Quantize(model, File(Floats("bias", [1])))).Message.ShouldContain("bias");
    }

    [Fact]
    public void Quantize_Changes_AreInTheModel()
    {
        var model = new WireMessage().Add(7, new WireMessage().Add(5, Floats("bias", [1, 2]))).ToBytes();

        var changed = WireMessage.Read(Quantizer.Quantize(model, File(Floats("bias", [0.5f, 0.25f]))));

        var weight = WireMessage.Read(WireMessage.Read(changed.All(7).Single()).All(5).Single());
        Tensors.Floats(weight).ToArray().ShouldBe([1.5f, 2.25f]);
    }

    private static Changes File(params WireMessage[] tensors) =>
        Changes.Read(tensors.Aggregate(new WireMessage(), static (graph, tensor) => graph.Add(5, tensor)).ToBytes());

    private static WireMessage Floats(string name, float[] values) =>
        Tensors.Create(name, Tensors.Float, [values.Length], MemoryMarshal.AsBytes<float>(values).ToArray());

    private static WireMessage Bytes(string name, int[] size, sbyte[] values) =>
        Tensors.Create(name, Tensors.Int8, size, MemoryMarshal.AsBytes<sbyte>(values).ToArray());
}
