using System.Text.RegularExpressions;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>A measure that is asked for by its name: "how wide", "wie alt". A number of another unit is none, nor is one that is said to
/// be another measure: a hall eight metres long need not be eight metres wide.</summary>
internal sealed partial class AskedDimension
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Number = @"\b([0-9][0-9.,]*|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
        + @"|twenty|thirty|forty|fifty|sixty|hundred|eine[mnr]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig"
        + @"|hundert)[\s-]?";

    private readonly Regex _name;

    private AskedDimension(Regex sign, Regex name) => (Sign, _name) = (sign, name);

    /// <summary>What has it.</summary>
    public Regex Sign { get; }

    /// <summary>Whether a text names the measure.</summary>
    public bool IsNamedIn(string text) => _name.IsMatch(text);

    /// <returns>Null when no such is asked for.</returns>
    public static AskedDimension? In(string question) => Asked().Match(question).Groups["what"].Value.ToLowerInvariant() switch
    {
        "wide" or "breit" => new AskedDimension(Wide(), WideName()),
        "deep" or "tief" => new AskedDimension(Deep(), DeepName()),
        "tall" or "thick" or "dick" => new AskedDimension(Tall(), TallName()),
        "heavy" or "schwer" => new AskedDimension(Weight(), WeightName()),
        "old" or "alt" => new AskedDimension(Age(), AgeName()),
        "hot" or "cold" or "warm" or "heiß" or "kalt" => new AskedDimension(Warmth(), WarmthName()),
        _ => null,
    };

    [GeneratedRegex(@"\b(how|wie) (?<what>wide|deep|tall|thick|heavy|old|hot|cold|warm|breit|tief|dick|schwer|alt|heiß|kalt)\b", Options)]
    private static partial Regex Asked();

    private const string Lengths = @"(m|cm|mm|km|ft|metres?|meters?|centimet(re|er)s?|millimet(re|er)s?"
        + @"|kilomet(re|er)s?|feet|foot|inch(es)?|yards?|miles?|metern?|zentimetern?|millimetern?|kilometern?)\b";

    [GeneratedRegex(Number + Lengths + @"(?!\s+(long|deep|high|tall|thick|away|above|below|lang|tief|hoch|dick|entfernt|weit)\b)", Options)]
    private static partial Regex Wide();

    [GeneratedRegex(@"\b(wide|width|across|broad|breite?|weite)\b|\b[0-9]+\s?(x|×|by|mal)\s?[0-9]", Options)]
    private static partial Regex WideName();

    [GeneratedRegex(Number + Lengths + @"(?!\s+(long|wide|high|tall|thick|away|above|lang|breit|hoch|dick|entfernt|weit)\b)", Options)]
    private static partial Regex Deep();

    [GeneratedRegex(@"\b(deep(er|ened)?|depth|down|below|tiefe?r?|unter)\b", Options)]
    private static partial Regex DeepName();

    [GeneratedRegex(Number + Lengths + @"(?!\s+(long|wide|deep|away|above|lang|breit|tief|entfernt|weit)\b)", Options)]
    private static partial Regex Tall();

    [GeneratedRegex(@"\b(tall|high|height|thick(ness)?|hoch|höhe|dicke?)\b", Options)]
    private static partial Regex TallName();

    [GeneratedRegex(Number + @"(kg|g|kilos?|kilogram(me)?s?|gram(me)?s?|pounds?|lbs?|stones?|tons?|tonnes?|ounces?|oz"
        + @"|tonnen?|gramm|pfund|zentner)\b",
        Options)]
    private static partial Regex Weight();

    [GeneratedRegex(@"\b(heavy|weigh(s|ed|t)?|schwer|wiegt|wog|gewicht)\b", Options)]
    private static partial Regex WeightName();

    [GeneratedRegex(Number + @"(years?|months?|weeks?|centur(y|ies)|jahren?|jahre|monaten?|monate|wochen?)\b"
        + @"|\b1[0-9]{3}s?\b|\b20[0-9]{2}\b"
        + @"|\b(turn(s|ed|ing)?|aged?) [0-9]{1,3}\b", Options)]
    private static partial Regex Age();

    [GeneratedRegex(@"\b(old|age|aged|born|built|founded|made|dates|since|turn(s|ed|ing)?|alt|geboren|gebaut|erbaut|gegründet"
        + @"|stammt|seit)\b", Options)]
    private static partial Regex AgeName();

    [GeneratedRegex(@"°|\b(degrees?|grad|freezing|boiling|celsius|fahrenheit)\b", Options)]
    private static partial Regex Warmth();

    [GeneratedRegex(@"°|\b(degrees?|grad|temperature|temperatur|hot|cold|warm|heiß|kalt)\b", Options)]
    private static partial Regex WarmthName();
}
