using System.Collections.Frozen;
using System.Drawing;
using System.Globalization;

namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>A colour of HTML or CSS, as far as needed to tell whether letters stand out from what is behind them.</summary>
internal readonly record struct HtmlColor
{
    public static readonly HtmlColor Black = new(0, 0, 0, Kind.Solid);
    public static readonly HtmlColor White = new(255, 255, 255, Kind.Solid);

    /// <summary>A link's own colour, whatever is around it.</summary>
    public static readonly HtmlColor Link = new(0, 0, 238, Kind.Solid);

    /// <summary>Any colour, such as an image: everything stands out from it.</summary>
    public static readonly HtmlColor Unknown = new(0, 0, 0, Kind.Unknown);

    /// <summary>No colour: letters of it are not seen, a background of it shows what is behind.</summary>
    public static readonly HtmlColor Transparent = new(0, 0, 0, Kind.Transparent);

    /// <summary>Colours whose red, green and blue differ by no more than this look the same.</summary>
    private const int SameWithin = 12;

    /// <summary>Colours that cover less than this are not seen.</summary>
    public const double FaintAlpha = 0.1;

    private static readonly FrozenDictionary<string, HtmlColor> OfSystem = new Dictionary<string, HtmlColor>
    {
        ["canvas"] = White,
        ["field"] = White,
        ["window"] = White,
        ["highlighttext"] = White,
        ["selecteditemtext"] = White,
        ["accentcolortext"] = White,
        ["buttonface"] = new(240, 240, 240, Kind.Solid),
        ["canvastext"] = Black,
        ["fieldtext"] = Black,
        ["windowtext"] = Black,
        ["buttontext"] = Black,
        ["marktext"] = Black,
        ["linktext"] = Link,
    }.ToFrozenDictionary();

    private readonly byte _red, _green, _blue;
    private readonly Kind _kind;

    private HtmlColor(byte red, byte green, byte blue, Kind kind) => (_red, _green, _blue, _kind) = (red, green, blue, kind);

    private enum Kind
    {
        Solid,
        Transparent,
        Unknown,
    }

    public bool IsTransparent => _kind == Kind.Transparent;

    /// <summary>Whether letters of this colour are seen on a background.</summary>
    public bool StandsOutFrom(HtmlColor paper)
    {
        if (IsTransparent)
            return false;
        return _kind == Kind.Unknown || paper._kind != Kind.Solid || Math.Abs(_red - paper._red) > SameWithin
            || Math.Abs(_green - paper._green) > SameWithin || Math.Abs(_blue - paper._blue) > SameWithin;
    }

    /// <summary>Red, green and blue from 0 to 1; what lies beyond is taken for the end.</summary>
    public static HtmlColor From(double red, double green, double blue) => new(Byte(red), Byte(green), Byte(blue), Kind.Solid);

    /// <summary>A mixture of two; one that is not seen leaves the other.</summary>
    public static HtmlColor Between(HtmlColor one, HtmlColor other, double share)
    {
        if (one._kind != Kind.Solid || other._kind != Kind.Solid)
        {
            return share > 1 - FaintAlpha ? one : share < FaintAlpha ? other
                : one.IsTransparent ? other : other.IsTransparent ? one : Unknown;
        }

        return From(Part(one._red, other._red), Part(one._green, other._green), Part(one._blue, other._blue));

        double Part(byte first, byte second) => ((first * share) + (second * (1 - share))) / 255;
    }

    /// <summary>Whether it is a solid colour that hardly differs from another.</summary>
    public bool IsLike(HtmlColor other) => _kind == Kind.Solid && other._kind == Kind.Solid && !StandsOutFrom(other);

    /// <summary>Reads <c>#fff</c>, <c>#ffffff</c>, <c>ffffff</c>, <c>rgb()</c> and other functions, names, and the names of the system's
    /// colours, as they are in the light; null for anything else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="depth">How many functions it stands in.</param>
    public static HtmlColor? Parse(string text, int depth = 0)
    {
        var value = text.Trim().ToLowerInvariant();
        if (value == "transparent")
            return Transparent;
        if (value.StartsWith("rgb", StringComparison.Ordinal) || value.StartsWith("hsl", StringComparison.Ordinal))
            return Function(value);
        if (value.StartsWith('#'))
            return Hex(value[1..]);
        if (value.EndsWith(')'))
            return ColorFunctions.Read(value, depth);
        if (OfSystem.TryGetValue(value, out var system))
            return system;
        if (value.Length > 0 && value.All(char.IsAsciiLetter)
            && Color.FromName(value) is { IsKnownColor: true, IsSystemColor: false } named)
            return new HtmlColor(named.R, named.G, named.B, Kind.Solid);
        return value.Length == 6 ? Hex(value) : null;
    }

    private static byte Byte(double share) => (byte)Math.Round(255 * Math.Clamp(double.IsNaN(share) ? 0 : share, 0, 1));

    private static HtmlColor? Hex(string digits)
    {
        if (digits.Length is 3 or 4)
            digits = string.Concat(digits.SelectMany(static c => new[] { c, c }));
        if (digits.Length is not (6 or 8)
            || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            return null;
        if (digits.Length == 8)
        {
            if ((number & 0xFF) < FaintAlpha * 255)
                return Transparent;
            number >>= 8;
        }

        return new HtmlColor((byte)(number >> 16), (byte)(number >> 8), (byte)number, Kind.Solid);
    }

    private static HtmlColor? Function(string value)
    {
        var open = value.IndexOf('(', StringComparison.Ordinal);
        var parts = value[(open + 1)..].TrimEnd(')').Split([',', ' ', '/'], StringSplitOptions.RemoveEmptyEntries);
        if (open < 0 || parts.Length < 3)
            return null;
        if (parts.Length > 3 && Channel(parts[3], 1) < FaintAlpha)
            return Transparent;
        if (value.StartsWith('h'))
            return Hue(parts);
        return Channel(parts[0], 255) is { } red && Channel(parts[1], 255) is { } green && Channel(parts[2], 255) is { } blue
            ? new HtmlColor((byte)red, (byte)green, (byte)blue, Kind.Solid)
            : null;
    }

    /// <summary>Hue, saturation and lightness (CSS Color, level 4, 7).</summary>
    private static HtmlColor? Hue(string[] parts)
    {
        if (Channel(parts[1].TrimEnd('%') + "%", 1) is not { } saturation || Channel(parts[2].TrimEnd('%') + "%", 1) is not { } lightness
            || CssLength.Read(parts[0]) is not var (number, unit))
            return null;
        var hue = unit switch { "turn" => number * 360, "rad" => number * 180 / Math.PI, "grad" => number * 0.9, _ => number };
        return new HtmlColor(Part(0), Part(8), Part(4), Kind.Solid);

        byte Part(int offset)
        {
            var k = (((offset + (hue / 30)) % 12) + 12) % 12;
            return (byte)Math.Round(
                255 * (lightness - (saturation * Math.Min(lightness, 1 - lightness) * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1)))));
        }
    }

    private static double? Channel(string text, double full) =>
        double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? Math.Clamp(text.EndsWith('%') ? number * full / 100 : number, 0, full)
            : null;
}
