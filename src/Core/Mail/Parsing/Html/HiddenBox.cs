using System.Text.RegularExpressions;

namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>Declarations that leave nothing of an element to be seen, whatever is said within it: not drawn, clipped, shrunk, turned away,
/// made transparent, or moved where no one looks.</summary>
internal static partial class HiddenBox
{
    /// <summary>Pixels to the left or above that nothing is seen beyond, and to the right or below.</summary>
    private const int Off = 900;

    private const int FarOff = 1_900;

    /// <summary>Whether a declaration does.</summary>
    public static bool Hides(string name, string value) =>
        (name.StartsWith("-webkit-", StringComparison.Ordinal) ? name["-webkit-".Length..] : name) switch
        {
            "display" => value == "none" || value.Contains("var(", StringComparison.Ordinal),
            "visibility" or "content-visibility" when value.Contains("var(", StringComparison.Ordinal) => true,
            "content-visibility" => value == "hidden",
            "mso-hide" => value is "all" or "screen",
            "opacity" => Ratio(value) is < 0.1 || value.Contains("var(", StringComparison.Ordinal),
            "zoom" => Ratio(value) is > 0 and < 0.1,
            "max-height" or "max-width" or "max-block-size" or "max-inline-size" => CssLength.Read(value) is (0, _),
            "text-indent" or "margin-left" or "margin-top" or "margin-inline-start" or "margin-block-start" or "left" or "top"
                or "inset-inline-start" or "inset-block-start"
                => CssLength.Pixels(value) is < -Off or > FarOff,
            "right" or "bottom" or "inset-inline-end" or "inset-block-end" => CssLength.Pixels(value) is < -Off or > FarOff,
            "padding-left" or "padding-inline-start" => CssLength.Pixels(value) is > FarOff,
            "margin" or "inset" or "translate" => Parts(value).Any(static p => CssLength.Pixels(p) is < -Off or > FarOff),
            "letter-spacing" => CssLength.Read(value) is ( <= -0.5, "em" or "rem" or "ch") or ( < -5, "px" or "pt" or ""),
            "clip-path" => ClipsAll(value),
            "clip" => Area(value),
            "transform" => Functions().Matches(value).Any(static f => Flattens(f.Groups["name"].Value, Parts(f.Groups["parts"].Value)))
                || value.Contains("var(", StringComparison.Ordinal),
            "scale" => Parts(value).Take(2).Any(static p => Ratio(p) is < 0.1 and > -0.1),
            "rotate" => value.StartsWith("x ", StringComparison.Ordinal) || value.StartsWith("y ", StringComparison.Ordinal)
                ? IsAcross(value[2..])
                : false,
            "filter" => Functions().Matches(value).Any(static f => IsDimming(f.Groups["name"].Value, f.Groups["parts"].Value)),
            "mask" or "mask-image" => value.Contains("gradient(", StringComparison.Ordinal)
                || value.Contains("transparent", StringComparison.Ordinal),
            "offset-path" or "offset" => Numbers().Matches(value).Any(static n => CssLength.Pixels(n.Value) is < -Off or > FarOff),
            "offset-distance" => CssLength.Pixels(value) is < -Off or > FarOff,
            "text-security" => value is "disc" or "circle" or "square",
            _ => false,
        };

    private static bool ClipsAll(string value)
    {
        if (Functions().Match(value) is not { Success: true } shape)
            return value.Contains("url(", StringComparison.Ordinal) || value.Contains("path(", StringComparison.Ordinal);
        var parts = Parts(shape.Groups["parts"].Value.Split(" round ")[0]);
        return shape.Groups["name"].Value switch
        {
            "circle" or "ellipse" => parts.TakeWhile(static p => p != "at").Take(2).Any(static p => CssLength.Pixels(p) is <= 2),
            "inset" => parts.Length switch
            {
                0 => false,
                1 => IsHalf(parts[0], parts[0]),
                2 => IsHalf(parts[0], parts[0]) || IsHalf(parts[1], parts[1]),
                3 => IsHalf(parts[0], parts[2]) || IsHalf(parts[1], parts[1]),
                _ => IsHalf(parts[0], parts[2]) || IsHalf(parts[1], parts[3]),
            },
            "polygon" => !HasArea(shape.Groups["parts"].Value),
            "rect" => Area(value),
            "xywh" => parts.Length >= 4 && (CssLength.Pixels(parts[2]) is <= 2 || CssLength.Pixels(parts[3]) is <= 2),
            _ => true,
        };
    }

    /// <summary>Whether what is cut off on two sides leaves nothing.</summary>
    private static bool IsHalf(string one, string other)
    {
        var sum = (CssLength.Read(one)?.Number ?? 0) + (CssLength.Read(other)?.Number ?? 0);
        return one.EndsWith('%') || other.EndsWith('%') ? sum >= 98 : sum >= Off;
    }

    private static bool HasArea(string points)
    {
        var corners = points.Split(',').Select(static p => Parts(p)).Where(static p => p.Length >= 2)
            .Select(static p => (X: CssLength.Pixels(p[^2]) ?? 0, Y: CssLength.Pixels(p[^1]) ?? 0)).Take(100).ToList();
        double twice = 0;
        for (var i = 0; i < corners.Count; i++)
        {
            var next = corners[(i + 1) % corners.Count];
            twice += (corners[i].X * next.Y) - (next.X * corners[i].Y);
        }

        return Math.Abs(twice) > 100;
    }

    /// <summary>Whether <c>rect(top, right, bottom, left)</c> holds nothing.</summary>
    private static bool Area(string value)
    {
        if (Functions().Match(value) is not { Success: true } shape || Parts(shape.Groups["parts"].Value) is not { Length: >= 4 } parts)
            return false;
        var (top, right, bottom, left) =
            (CssLength.Pixels(parts[0]) ?? 0, CssLength.Pixels(parts[1]), CssLength.Pixels(parts[2]), CssLength.Pixels(parts[3]) ?? 0);
        return bottom - top <= 2 || right - left <= 2;
    }

    private static bool Flattens(string name, string[] parts) => name switch
    {
        "scale" or "scale3d" => parts.Take(2).Any(static p => Ratio(p) is < 0.1 and > -0.1),
        "scalex" or "scaley" => parts.Length > 0 && Ratio(parts[0]) is < 0.1 and > -0.1,
        "matrix" => parts.Length == 6
            && (Math.Abs(((Ratio(parts[0]) ?? 1) * (Ratio(parts[3]) ?? 1)) - ((Ratio(parts[1]) ?? 0) * (Ratio(parts[2]) ?? 0))) < 0.01
            || Ratio(parts[4]) is < -Off or > FarOff || Ratio(parts[5]) is < -Off or > FarOff),
        "matrix3d" => parts.Length == 16 && (Ratio(parts[0]) is 0 || Ratio(parts[5]) is 0),
        "skewx" or "skewy" => parts.Length > 0 && IsAcross(parts[0]),
        "skew" => parts.Any(IsAcross) || (parts.Length > 1 && Math.Abs(1 - (Math.Tan(Angle(parts[0])) * Math.Tan(Angle(parts[1])))) < 0.05),
        "rotatex" or "rotatey" => parts.Length > 0 && IsAcross(parts[0]),
        "rotate3d" => parts.Length == 4 && IsAcross(parts[3]) && Ratio(parts[2]) is 0,
        "translate" or "translatex" or "translatey" or "translate3d" => parts.Any(static p => CssLength.Pixels(p) is < -Off or > FarOff),
        _ => false,
    };

    /// <summary>Seen from the edge.</summary>
    private static bool IsAcross(string angle) => Math.Abs(Math.Cos(Angle(angle))) < 0.06;

    /// <summary>In radians.</summary>
    private static double Angle(string angle) => CssLength.Read(angle) switch
    {
        (var number, "turn") => number * 2 * Math.PI,
        (var number, "rad") => number,
        (var number, "grad") => number * Math.PI / 200,
        var (number, _) => number * Math.PI / 180,
        _ => 0,
    };

    /// <summary>Whether a filter leaves nothing apart of what has a background of its own: all black, or all grey.</summary>
    public static bool Levels(string filter) => Functions().Matches(filter).Any(static f =>
        f.Groups["name"].Value is "brightness" or "contrast" && Ratio(f.Groups["parts"].Value.Trim()) is < 0.04);

    private static bool IsDimming(string name, string part) => name switch
    {
        "opacity" => Ratio(part) is < 0.1,
        "blur" => CssLength.Pixels(part) is >= 6,
        "brightness" => Ratio(part) is > 50,
        _ => false,
    };

    private static double? Ratio(string value) => CssLength.Read(value) switch
    {
        (var number, "%") => number / 100,
        (var number, "") => number,
        (var number, "px") when value.Contains('(', StringComparison.Ordinal) => number,
        _ => null,
    };

    private static string[] Parts(string value) => value.Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"-?\d[\d.]{0,8}(?:px)?", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(?<name>[a-z0-9-]{1,20})\((?<parts>[^()]{0,2000}(?:\([^()]{0,200}\)[^()]{0,200}){0,4})\)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Functions();
}
