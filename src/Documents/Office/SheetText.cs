using System.Globalization;
using System.Text;
using System.Xml;
using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Office;

/// <summary>The text of a SpreadsheetML workbook: a line for each row, its cells with a tab between them.</summary>
internal static class SheetText
{
    private const string Book = "xl/workbook.xml";

    public static void Read(OfficeParts parts, PassageWriter writer)
    {
        var (strings, dates, targets) = (new SharedStrings(parts), new CellDates(parts), parts.Relations(Book));
        foreach (var (name, id) in Sheets(parts))
        {
            writer.BeginSheet(name);
            if (targets.TryGetValue(id, out var target))
                ReadSheet(parts, target, strings, dates, writer);
        }
    }

    private static List<(string Name, string Id)> Sheets(OfficeParts parts)
    {
        using var xml = parts.Open(Book);
        var sheets = new List<(string, string)>();
        while (xml?.Read() == true)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && xml.GetAttribute("name") is { } name)
                sheets.Add((name, Attribute(xml, "id")));
        }

        return sheets;
    }

    /// <summary>An attribute whose name space has two names (transitional and strict).</summary>
    private static string Attribute(XmlReader xml, string localName)
    {
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName == localName && xml.NamespaceURI.Length > 0)
                return xml.Value;
        }

        return "";
    }

    private static void ReadSheet(OfficeParts parts, string target, SharedStrings strings, CellDates dates, PassageWriter writer)
    {
        using var xml = parts.Open(target);
        string? type = null, style = null;
        var (value, isValue) = (new StringBuilder(), false);
        while (xml?.Read() == true)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.LocalName == "c" && !xml.IsEmptyElement:
                    (type, style) = (xml.GetAttribute("t"), xml.GetAttribute("s"));
                    break;
                case XmlNodeType.Element:
                    isValue = xml.LocalName is "v" or "t" && !xml.IsEmptyElement;
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when isValue:
                    value.Append(xml.Value);
                    break;
                case XmlNodeType.EndElement when xml.LocalName == "c":
                    writer.Append(Shown(value.ToString(), type, style, strings, dates));
                    writer.Append('\t');
                    value.Clear();
                    break;
                case XmlNodeType.EndElement when xml.LocalName == "row":
                    writer.NewLine();
                    break;
                case XmlNodeType.EndElement:
                    isValue = false;
                    break;
            }
        }
    }

    private static string Shown(string value, string? type, string? style, SharedStrings strings, CellDates dates) => type switch
    {
        "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? strings[index] : "",
        null or "n" => dates.Show(value, style),
        "b" => value == "1" ? "TRUE" : "FALSE",
        _ => value,
    };
}
