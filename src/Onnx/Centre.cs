using System.Globalization;

namespace InboxMind.Onnx;

/// <summary>The means of a model's vectors, one for mail and one for questions. All vectors of such a model lie in one direction; without
/// that, what tells them apart counts alone (Mu and Viswanath, All-but-the-Top, 2018), and each bit of a code is set in half of
/// them.</summary>
internal sealed class Centre
{
    private readonly float[] _mail;
    private readonly float[] _questions;

    private Centre(float[] mail, float[] questions) => (_mail, _questions) = (mail, questions);

    /// <summary>Reads two lines of numbers.</summary>
    public static Centre Read(string path)
    {
        var lines = File.ReadAllLines(path);
        return new Centre(Numbers(lines[0]), Numbers(lines[1]));
    }

    /// <summary>Moves a vector, and scales it to length one again.</summary>
    public void Apply(float[] vector, bool isQuestion)
    {
        var mean = isQuestion ? _questions : _mail;
        for (var i = 0; i < vector.Length; i++)
            vector[i] -= mean[i];
        var length = MathF.Sqrt(vector.Sum(static x => x * x));
        for (var i = 0; length > 0 && i < vector.Length; i++)
            vector[i] /= length;
    }

    private static float[] Numbers(string line) => [.. line.Split(' ').Select(static n => float.Parse(n, CultureInfo.InvariantCulture))];
}
