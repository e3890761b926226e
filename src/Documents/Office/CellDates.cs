using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace InboxMind.Documents.Office;

/// <summary>Tells which numbers of a workbook are days: only their style does (ECMA-376 part 1, 18.8.30).</summary>
internal sealed partial class CellDates
{
    private const double FirstDay = 1, LastDay = 2_958_466;

    private readonly List<bool> _styles = [];

    public CellDates(OfficeParts parts)
    {
        using var xml = parts.Open("xl/styles.xml");
        var (dates, inCells) = (new HashSet<int>(), false);
        while (xml?.Read() == true)
        {
            if (xml.LocalName == "cellXfs")
                inCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "numFmt" && IsDay(xml.GetAttribute("formatCode") ?? "") && Number(xml, "numFmtId") is { } id)
                dates.Add(id);
            else if (xml.LocalName == "xf" && inCells)
                _styles.Add(Number(xml, "numFmtId") is { } format && (format is (>= 14 and <= 17) or 22 || dates.Contains(format)));
        }
    }

    /// <summary>A number as its cell shows it, as far as it is a day; else as it is.</summary>
    public string Show(string number, string? style) =>
        int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _styles.Count && _styles[index]
        && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var day) && day is >= FirstDay and < LastDay
            ? DateTime.FromOADate(day).ToString(day % 1 == 0 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : number;

    private static int? Number(XmlReader xml, string name) =>
        int.TryParse(xml.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsDay(string format) => Quoted().Replace(format, "").ToLowerInvariant() is var bare
        && (bare.Contains('y') || (bare.Contains('d') && bare.Contains('m')));

    [GeneratedRegex("""
        "[^"]*"|\[[^\]]*\]|\\.
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
