namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>Reads colours that are told by functions (CSS Color, levels 4 and 5): <c>lab()</c>, <c>lch()</c>, <c>oklab()</c>,
/// <c>oklch()</c>, <c>hwb()</c>, <c>color()</c>, <c>color-mix()</c> and <c>light-dark()</c>; the last in the light.</summary>
internal static class ColorFunctions
{
    /// <summary>Functions within functions.</summary>
    private const int MaxDepth = 8;

    /// <summary>Reads one; null when it is none or holds what cannot be reckoned.</summary>
    public static HtmlColor? Read(string value, int depth = 0)
    {
        var open = value.IndexOf('(', StringComparison.Ordinal);
        if (open <= 0 || !value.EndsWith(')') || depth > MaxDepth)
            return null;
        var (name, inner) = (value[..open], value[(open + 1)..^1]);
        switch (name)
        {
            case "light-dark":
                return CssText.Parts(inner, ',') is [var light, ..] ? HtmlColor.Parse(light, depth + 1) : null;
            case "color-mix":
                return Mix(CssText.Parts(inner, ','), depth + 1);
        }

        var parts = inner.Split([' ', '/', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var space = name == "color" && parts.Length > 0 ? parts[0] : name;
        if (name == "color")
            parts = [.. parts.Skip(1)];
        if (parts.Length < 3)
            return null;
        var full = space switch { "lab" or "lch" => 100.0, _ => 1.0 };
        if (Number(parts[0], full) is not { } one || Number(parts[1], space is "lab" ? 125 : space is "lch" ? 150 : space is "oklab"
            or "oklch" ? 0.4 : 1) is not { } two || Number(parts[2], space is "lab" ? 125 : space is "oklab" ? 0.4 : 1) is not { } three)
            return null;
        if (parts.Length > 3 && Number(parts[3], 1) is < HtmlColor.FaintAlpha)
            return HtmlColor.Transparent;
        var hue = Degrees(parts[2]) * Math.PI / 180;
        return space switch
        {
            "lab" => Lab(one, two, three),
            "lch" => Lab(one, two * Math.Cos(hue), two * Math.Sin(hue)),
            "oklab" => OkLab(one, two, three),
            "oklch" => OkLab(one, two * Math.Cos(hue), two * Math.Sin(hue)),
            "hwb" => Hwb(Degrees(parts[0]), Percent(parts[1]), Percent(parts[2])),
            "srgb" or "display-p3" or "a98-rgb" => HtmlColor.From(one, two, three),
            "srgb-linear" => HtmlColor.From(Encode(one), Encode(two), Encode(three)),
            _ => null,
        };
    }

    /// <summary>In whatever space, colours that are alike give one that is like them: it is reckoned in sRGB.</summary>
    private static HtmlColor? Mix(IReadOnlyList<string> parts, int depth)
    {
        if (parts.Count != 3 || Share(parts[1], depth) is not var (first, one) || Share(parts[2], depth) is not var (second, two))
            return null;
        var share = one ?? (two is { } rest ? 1 - rest : 0.5);
        var sum = share + (two ?? 1 - share);
        return sum <= 0 ? null : HtmlColor.Between(first, second, share / sum);
    }

    private static (HtmlColor Color, double? Share)? Share(string part, int depth)
    {
        double? share = null;
        HtmlColor? color = null;
        foreach (var piece in CssText.Parts(part, ' '))
        {
            if (piece.EndsWith('%') && CssLength.Read(piece) is var (number, _))
                share = number / 100;
            else
                color ??= HtmlColor.Parse(piece, depth);
        }

        return color is { } found ? (found, share) : null;
    }

    private static HtmlColor Lab(double lightness, double a, double b)
    {
        var y = (lightness + 16) / 116;
        var (x, z) = (y + (a / 500), y - (b / 200));
        return Xyz(Cube(x) * 0.9643, lightness > 8 ? y * y * y : lightness / 903.3, Cube(z) * 0.8251);

        static double Cube(double f) => f * f * f > 216.0 / 24389 ? f * f * f : ((116 * f) - 16) * 27 / 24389;
    }

    /// <summary>From D50 to sRGB.</summary>
    private static HtmlColor Xyz(double x, double y, double z) => HtmlColor.From(
        Encode((3.1339 * x) - (1.6169 * y) - (0.4906 * z)), Encode((-0.9785 * x) + (1.9160 * y) + (0.0333 * z)),
        Encode((0.0720 * x) - (0.2290 * y) + (1.4057 * z)));

    private static HtmlColor OkLab(double lightness, double a, double b)
    {
        var (l, m, s) = (lightness + (0.3963377774 * a) + (0.2158037573 * b), lightness - (0.1055613458 * a) - (0.0638541728 * b),
            lightness - (0.0894841775 * a) - (1.2914855480 * b));
        (l, m, s) = (l * l * l, m * m * m, s * s * s);
        return HtmlColor.From(
            Encode((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)),
            Encode((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)),
            Encode((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)));
    }

    private static HtmlColor Hwb(double hue, double white, double black)
    {
        if (white + black >= 1)
            (white, black) = (white / (white + black), black / (white + black));
        var range = 1 - white - black;
        return HtmlColor.From(Part(0), Part(8), Part(4));

        double Part(int offset)
        {
            var k = (((offset + (hue / 30)) % 12) + 12) % 12;
            return white + (range * (0.5 - (0.5 * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1)))));
        }
    }

    private static double Encode(double linear) =>
        linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055;

    private static double Degrees(string text) => CssLength.Read(text) switch
    {
        (var n, "turn") => n * 360,
        (var n, "rad") => n * 180 / Math.PI,
        (var n, "grad") => n * 0.9,
        (var n, _) => n,
        _ => 0,
    };

    private static double Percent(string text) => CssLength.Read(text) is var (number, _) ? number / 100 : 0;

    private static double? Number(string text, double full) => text == "none" ? 0 : CssLength.Read(text) switch
    {
        (var number, "%") => number * full / 100,
        (var number, _) => number,
        _ => null,
    };
}
