using System.Runtime.InteropServices;
using System.Text;

namespace InboxMind.QuantizeModel;

/// <summary>Rewrites a model so that its large weights are bytes instead of 32-bit floats: a quarter of the size, and integer
/// arithmetic. Matrix products become ONNX Runtime's MatMulNBits, whose activations are quantised row by row, so that a text's vector
/// does not depend on the texts beside it.</summary>
internal sealed class Quantizer
{
    // Numbers of fields in onnx.proto.
    private const int ModelOpset = 8;
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int GraphInitializer = 5;
    private const int NodeInput = 1;
    private const int NodeOutput = 2;
    private const int NodeName = 3;
    private const int NodeType = 4;
    private const int NodeAttribute = 5;
    private const int NodeDomain = 7;
    private const int TensorDims = 1;
    private const int TensorType = 2;
    private const int TensorName = 8;
    private const int TensorRaw = 9;
    private const int Float = 1;
    private const int UInt8 = 2;
    private const int Int8 = 3;

    private const string Domain = "com.microsoft";

    /// <summary>Weights that share a scale.</summary>
    private const int Block = 64;

    /// <summary>What is smaller is not worth it.</summary>
    private const int MinWeights = 100_000;

    private readonly List<WireMessage> _nodes;
    private readonly Dictionary<string, WireMessage> _weights;
    private readonly List<WireMessage> _changed = [];
    private readonly List<WireMessage> _added = [];

    private Quantizer(WireMessage graph)
    {
        _nodes = [.. graph.All(GraphNode).Select(WireMessage.Read)];
        _weights = graph.All(GraphInitializer).Select(WireMessage.Read).ToDictionary(static t => t.Text(TensorName));
    }

    public static byte[] Quantize(byte[] model)
    {
        var read = WireMessage.Read(model);
        var graph = WireMessage.Read(read.All(ModelGraph).Single());
        var quantizer = new Quantizer(graph);
        quantizer.Run();
        graph.Fields.RemoveAll(static f => f.Number is GraphNode or GraphInitializer);
        foreach (var node in quantizer._changed)
            graph.Add(GraphNode, node);
        foreach (var weight in quantizer._weights.Values.Concat(quantizer._added))
            graph.Add(GraphInitializer, weight);
        read.Fields.RemoveAll(static f => f.Number == ModelGraph);
        return read.Add(ModelOpset, new WireMessage().Add(1, Domain).Add(2, 1)).Add(ModelGraph, graph).ToBytes();
    }

    private void Run()
    {
        foreach (var node in _nodes)
        {
            var inputs = Inputs(node);
            if (node.Text(NodeType) == "MatMul" && IsLarge(inputs[1]))
                MatMul(node, inputs);
            else if (node.Text(NodeType) == "Gather" && IsLarge(inputs[0]))
                Gather(node, inputs);
            else
                _changed.Add(node);
        }
    }

    private bool IsLarge(string name) => _weights.TryGetValue(name, out var weight) && weight.Number(TensorType) == Float
        && Dims(weight) is [var rows, var columns] && rows * columns >= MinWeights;

    /// <summary>Columns of the matrix become rows of blocks; a byte is 128 and the weight divided by its block's scale.</summary>
    private void MatMul(WireMessage node, List<string> inputs)
    {
        var weight = _weights[inputs[1]];
        var dims = Dims(weight);
        var (k, n) = ((int)dims[0], (int)dims[1]);
        var blocks = (k + Block - 1) / Block;
        var values = Floats(weight);
        var bytes = new byte[n * blocks * Block];
        Array.Fill(bytes, (byte)128);
        var scales = new float[n * blocks];
        for (var column = 0; column < n; column++)
        {
            for (var block = 0; block < blocks; block++)
            {
                var (first, end) = (block * Block, Math.Min(k, (block + 1) * Block));
                var max = 0f;
                for (var row = first; row < end; row++)
                    max = Math.Max(max, Math.Abs(values[(row * n) + column]));
                var scale = max == 0 ? 1 : max / 127;
                scales[(column * blocks) + block] = scale;
                for (var row = first; row < end; row++)
                    bytes[(((column * blocks) + block) * Block) + row - first] =
                        (byte)(128 + MathF.Round(values[(row * n) + column] / scale));
            }
        }

        _weights.Remove(inputs[1]);
        _added.Add(Tensor($"{inputs[1]}_bytes", UInt8, [n, blocks, Block], bytes));
        _added.Add(Tensor($"{inputs[1]}_scales", Float, [n * blocks], MemoryMarshal.AsBytes<float>(scales).ToArray()));
        _changed.Add(Node(
            "MatMulNBits", Domain, [inputs[0], $"{inputs[1]}_bytes", $"{inputs[1]}_scales"], Output(node),
            ("K", k), ("N", n), ("bits", 8), ("block_size", Block), ("accuracy_level", 4)));
    }

    /// <summary>A row of the table is looked up as bytes with its scale.</summary>
    private void Gather(WireMessage node, List<string> inputs)
    {
        var (table, output) = (_weights[inputs[0]], Output(node));
        var dims = Dims(table);
        var (rows, columns) = ((int)dims[0], (int)dims[1]);
        var values = Floats(table);
        var bytes = new byte[rows * columns];
        var scales = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var max = 0f;
            for (var i = row * columns; i < (row + 1) * columns; i++)
                max = Math.Max(max, Math.Abs(values[i]));
            scales[row] = max == 0 ? 1 : max / 127;
            for (var i = row * columns; i < (row + 1) * columns; i++)
                bytes[i] = (byte)(sbyte)MathF.Round(values[i] / scales[row]);
        }

        _weights.Remove(inputs[0]);
        _added.Add(Tensor($"{inputs[0]}_bytes", Int8, [rows, columns], bytes));
        _added.Add(Tensor($"{inputs[0]}_scales", Float, [rows, 1], MemoryMarshal.AsBytes<float>(scales).ToArray()));
        _changed.Add(Node("Gather", "", [$"{inputs[0]}_bytes", inputs[1]], $"{output}_row", ("axis", 0)));
        _changed.Add(Node("Gather", "", [$"{inputs[0]}_scales", inputs[1]], $"{output}_scale", ("axis", 0)));
        _changed.Add(Node("Cast", "", [$"{output}_row"], $"{output}_float", ("to", Float)));
        _changed.Add(Node("Mul", "", [$"{output}_float", $"{output}_scale"], output));
    }

    private static List<string> Inputs(WireMessage node) =>
        [.. node.All(NodeInput).Select(static i => Encoding.UTF8.GetString(i.Span))];

    private static string Output(WireMessage node) => node.Text(NodeOutput);

    private static WireMessage Node(
        string type, string domain, string[] inputs, string output, params (string Name, int Value)[] attributes)
    {
        var node = new WireMessage();
        foreach (var input in inputs)
            node.Add(NodeInput, input);
        node.Add(NodeOutput, output).Add(NodeName, $"{output}_{type}").Add(NodeType, type);
        foreach (var (name, value) in attributes)
            node.Add(NodeAttribute, new WireMessage().Add(1, name).Add(3, (ulong)value).Add(20, 2));
        return domain.Length == 0 ? node : node.Add(NodeDomain, domain);
    }

    private static WireMessage Tensor(string name, int type, int[] dims, byte[] data)
    {
        var tensor = new WireMessage();
        foreach (var dim in dims)
            tensor.Add(TensorDims, (ulong)dim);
        return tensor.Add(TensorType, (ulong)type).Add(TensorName, name).Add(TensorRaw, data);
    }

    private static List<long> Dims(WireMessage tensor) =>
        [.. tensor.Fields.Where(static f => f is { Number: TensorDims, Type: 0 }).Select(static f => (long)f.Value)];

    private static ReadOnlySpan<float> Floats(WireMessage tensor) => MemoryMarshal.Cast<byte, float>(tensor.All(TensorRaw).Single().Span);
}
