using System.Globalization;
using System.Net;
using System.Text;

namespace InboxMind.Testing;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Points">By X.</param>
public sealed record ChartLine(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Draws lines over time as SVG, for the docs.</summary>
public static class Chart
{
    private const int Width = 640;
    private const int Height = 240;
    private const int Left = 64;
    private const int Right = 150;
    private const int Top = 30;
    private const int Bottom = 34;

    /// <summary>Apart for those who see no red or green, and readable on light and dark paper.</summary>
    private static readonly string[] Colours = ["#0077bb", "#ee7733", "#009988", "#cc3311", "#aa4499", "#999933", "#6699cc", "#997700"];

    /// <param name="title">What stands above it.</param>
    /// <param name="axis">What stands below the horizontal axis.</param>
    /// <param name="lines">Any number; none is a chart without lines.</param>
    /// <returns>The text of an SVG file.</returns>
    public static string Draw(string title, string axis, IReadOnlyList<ChartLine> lines)
    {
        var points = lines.SelectMany(static l => l.Points).ToList();
        var (first, last) = points.Count == 0 ? (0, 1) : (points.Min(static p => p.X), points.Max(static p => p.X));
        var top = Round(points.Select(static p => p.Y).Append(1e-3).Max());
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"11\">\n"
            + $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>\n"
            + $"<text x=\"{Left}\" y=\"18\" font-size=\"13\" font-weight=\"bold\">{WebUtility.HtmlEncode(title)}</text>\n");
        for (var i = 0; i <= 4; i++)
        {
            var (x, y) = (first + ((last - first) * i / 4), top * i / 4);
            svg.Append(CultureInfo.InvariantCulture,
                $"<path d=\"M{Left} {Vertical(y):0.#}H{Width - Right}\" stroke=\"#ddd\"/>"
                + $"<text x=\"{Left - 6}\" y=\"{Vertical(y) + 4:0.#}\" text-anchor=\"end\">{Number(y)}</text>"
                + $"<text x=\"{Horizontal(x):0.#}\" y=\"{Height - 18}\" text-anchor=\"middle\">{x:0.#}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{Horizontal((first + last) / 2):0.#}\" y=\"{Height - 4}\" text-anchor=\"middle\" fill=\"#666\">"
            + $"{WebUtility.HtmlEncode(axis)}</text>\n");
        foreach (var (number, line) in lines.Where(static l => l.Points.Count > 0).Index())
        {
            var colour = Colours[number % Colours.Length];
            var path = string.Join('L', line.Points.Select(
                p => string.Create(CultureInfo.InvariantCulture, $"{Horizontal(p.X):0.#} {Vertical(p.Y):0.#}")));
            svg.Append(CultureInfo.InvariantCulture,
                $"<path d=\"M{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"/>"
                + $"<text x=\"{Width - Right + 8}\" y=\"{Top + 8 + (number * 15)}\" fill=\"{colour}\">"
                + $"{WebUtility.HtmlEncode(line.Name.Length > 24 ? line.Name[..24] : line.Name)}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();

        double Horizontal(double x) => Left + ((x - first) / Math.Max(last - first, 1e-9) * (Width - Left - Right));

        double Vertical(double y) => Height - Bottom - (y / top * (Height - Top - Bottom));
    }

    /// <summary>Puts charts side by side, two in a row.</summary>
    public static string Sheet(IReadOnlyList<string> charts)
    {
        var rows = (charts.Count + 1) / 2;
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {2 * Width} {rows * Height}\">\n");
        foreach (var (number, chart) in charts.Index())
        {
            svg.Append(chart.Replace(
                "<svg ",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<svg x=\"{number % 2 * Width}\" y=\"{number / 2 * Height}\" width=\"{Width}\" height=\"{Height}\" "),
                StringComparison.Ordinal));
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>The next of 1, 2, 2.5, 5 and 10 times a power of ten, at which a scale ends well.</summary>
    private static double Round(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return ((double[])[1, 2, 2.5, 5, 10]).First(step => step * power >= value) * power;
    }

    private static string Number(double value) => value switch
    {
        >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e9:0.##} G"),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.##} M"),
        >= 1e4 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0.##} k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.####}"),
    };
}
