namespace InboxMind.QuantizeModel;

/// <summary>What training changed in a model, in little space: for a matrix the product of two thin ones (Hu et al., LoRA, 2021), for a
/// vector a vector. A file of them is a graph of ONNX that has nothing but initializers: under a weight's name what is added to it, or
/// under the name and "/left", "/right" and "/scale" columns, rows and how much of each.</summary>
internal sealed class Changes
{
    private const int Initializer = 5;

    private readonly Dictionary<string, WireMessage> _tensors;

    private Changes(WireMessage graph) =>
        _tensors = graph.All(Initializer).Select(WireMessage.Read).ToDictionary(static t => t.Text(Tensors.Name));

    public static Changes Read(byte[] file) => new(WireMessage.Read(file));

    /// <summary>Names of the weights that change.</summary>
    public IEnumerable<string> Names => _tensors.Keys.Select(static n => n.Split('/')[0]).Distinct();

    /// <summary>Adds what changes to a weight.</summary>
    /// <exception cref="InvalidDataException">The weight has another size than what changes in it.</exception>
    public void AddTo(string name, Span<float> weight)
    {
        if (_tensors.TryGetValue(name, out var whole))
        {
            var values = Tensors.Floats(whole);
            Check(name, values.Length, weight.Length);
            for (var i = 0; i < values.Length; i++)
                weight[i] += values[i];
            return;
        }

        var left = Tensors.Numbers<sbyte>(_tensors[$"{name}/left"]);
        var right = Tensors.Numbers<sbyte>(_tensors[$"{name}/right"]);
        var scale = Tensors.Floats(_tensors[$"{name}/scale"]);
        var (rank, columns) = (scale.Length, right.Length / scale.Length);
        Check(name, left.Length / rank * columns, weight.Length);
        for (var row = 0; row < left.Length / rank; row++)
        {
            for (var k = 0; k < rank; k++)
            {
                var by = left[(row * rank) + k] * scale[k];
                for (var column = 0; column < columns; column++)
                    weight[(row * columns) + column] += by * right[(k * columns) + column];
            }
        }
    }

    private static void Check(string name, int changed, int weight)
    {
        if (changed != weight)
            throw new InvalidDataException($"What is to be changed has another size: {name} has {weight} numbers, its changes {changed}.");
    }
}
