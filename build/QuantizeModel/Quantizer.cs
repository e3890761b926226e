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
        _weights = graph.All(GraphInitializer).Select(WireMessage.Read).ToDictionary(static t => t.Text(Tensors.Name));
    }

    /// <param name="model">The model.</param>
    /// <param name="changes">What is added to its weights before; null for nothing.</param>
    public static byte[] Quantize(byte[] model, Changes? changes)
    {
        var read = WireMessage.Read(model);
        var graph = WireMessage.Read(read.All(ModelGraph).Single());
        var quantizer = new Quantizer(graph);
        quantizer.Change(changes);
        quantizer.Run();
        graph.Fields.RemoveAll(static f => f.Number is GraphNode or GraphInitializer);
        foreach (var node in quantizer._changed)
            graph.Add(GraphNode, node);
        foreach (var weight in quantizer._weights.Values.Concat(quantizer._added))
            graph.Add(GraphInitializer, weight);
        read.Fields.RemoveAll(static f => f.Number == ModelGraph);
        return read.Add(ModelOpset, new WireMessage().Add(1, Domain).Add(2, 1)).Add(ModelGraph, graph).ToBytes();
    }

    private void Change(Changes? changes)
    {
        foreach (var name in changes?.Names ?? [])
        {
            if (!_weights.TryGetValue(name, out var weight))
                throw new InvalidDataException($"What is to be changed is not in the model: {name}.");
            var values = Tensors.Floats(weight).ToArray();
            changes!.AddTo(name, values);
            int[] size = [.. Tensors.Size(weight).Select(static d => (int)d)];
            _weights[name] = Tensors.Create(name, Tensors.Float, size, MemoryMarshal.AsBytes<float>(values).ToArray());
        }
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

    private bool IsLarge(string name) => _weights.TryGetValue(name, out var weight) && weight.Number(Tensors.Type) == Tensors.Float
        && Tensors.Size(weight) is [var rows, var columns] && rows * columns >= MinWeights;

    /// <summary>Columns of the matrix become rows of blocks; a byte is 128 and the weight divided by its block's scale.</summary>
    private void MatMul(WireMessage node, List<string> inputs)
    {
        var weight = _weights[inputs[1]];
        var dims = Tensors.Size(weight);
        var (k, n) = ((int)dims[0], (int)dims[1]);
        var blocks = (k + Block - 1) / Block;
        var values = Tensors.Floats(weight);
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
        _added.Add(Tensors.Create($"{inputs[1]}_bytes", Tensors.UInt8, [n, blocks, Block], bytes));
        _added.Add(Tensors.Create($"{inputs[1]}_scales", Tensors.Float, [n * blocks], MemoryMarshal.AsBytes<float>(scales).ToArray()));
        _changed.Add(Node(
            "MatMulNBits", Domain, [inputs[0], $"{inputs[1]}_bytes", $"{inputs[1]}_scales"], Output(node),
            ("K", k), ("N", n), ("bits", 8), ("block_size", Block), ("accuracy_level", 4)));
    }

    /// <summary>A row of the table is looked up as bytes with its scale.</summary>
    private void Gather(WireMessage node, List<string> inputs)
    {
        var (table, output) = (_weights[inputs[0]], Output(node));
        var dims = Tensors.Size(table);
        var (rows, columns) = ((int)dims[0], (int)dims[1]);
        var values = Tensors.Floats(table);
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
        _added.Add(Tensors.Create($"{inputs[0]}_bytes", Tensors.Int8, [rows, columns], bytes));
        _added.Add(Tensors.Create($"{inputs[0]}_scales", Tensors.Float, [rows, 1], MemoryMarshal.AsBytes<float>(scales).ToArray()));
        _changed.Add(Node("Gather", "", [$"{inputs[0]}_bytes", inputs[1]], $"{output}_row", ("axis", 0)));
        _changed.Add(Node("Gather", "", [$"{inputs[0]}_scales", inputs[1]], $"{output}_scale", ("axis", 0)));
        _changed.Add(Node("Cast", "", [$"{output}_row"], $"{output}_float", ("to", Tensors.Float)));
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
}
