using System.Globalization;
using System.Xml;
using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Office;

/// <summary>The text of an OpenDocument text, spreadsheet or presentation (ISO 26300).</summary>
internal static class OpenDocumentText
{
    /// <summary>White space that stands for itself no further.</summary>
    private const int MaxSpaces = 100;

    public static void Read(OfficeParts parts, PassageWriter writer)
    {
        var hasPages = parts.Text("content.xml").Contains("soft-page-break", StringComparison.Ordinal);
        var isSheet = parts.Text("mimetype").Contains("spreadsheet", StringComparison.Ordinal);
        using var xml = parts.Open("content.xml");
        int page = 0, slide = 0, cells = 0, paragraphs = 0, left = 0;
        while (xml?.Read() == true)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.LocalName == "tracked-changes" && !xml.IsEmptyElement:
                    left++;
                    break;
                case XmlNodeType.EndElement when xml.LocalName == "tracked-changes":
                    left--;
                    break;
                case var _ when left > 0:
                    break;
                case XmlNodeType.Element:
                    if (xml.LocalName is "p" or "h" && !xml.IsEmptyElement)
                        paragraphs++;
                    else if (xml.LocalName is "table-cell" && !xml.IsEmptyElement)
                        cells++;
                    Begin(xml, writer, hasPages, isSheet, ref page, ref slide);
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace when paragraphs > 0:
                    Append(xml.Value, writer);
                    break;
                case XmlNodeType.EndElement:
                    if (xml.LocalName is "p" or "h")
                        paragraphs--;
                    else if (xml.LocalName == "table-cell")
                        cells--;
                    End(xml.LocalName, cells, writer);
                    break;
            }
        }
    }

    private static void Begin(XmlReader xml, PassageWriter writer, bool hasPages, bool isSheet, ref int page, ref int slide)
    {
        switch (xml.LocalName)
        {
            case "text" when xml.NamespaceURI.EndsWith(":office:1.0", StringComparison.Ordinal) && hasPages:
            case "soft-page-break" when page > 0:
                writer.BeginPage(++page);
                break;
            case "page" when xml.NamespaceURI.EndsWith(":drawing:1.0", StringComparison.Ordinal):
                writer.BeginSlide(++slide);
                break;
            case "table" when isSheet:
                writer.BeginSheet(xml.GetAttribute("name", xml.NamespaceURI) ?? "");
                break;
            case "s":
                var spaces = int.TryParse(
                    xml.GetAttribute("c", xml.NamespaceURI), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;
                writer.Append(new string(' ', Math.Min(spaces, MaxSpaces)));
                break;
            case "tab":
                writer.Append('\t');
                break;
            case "line-break":
                writer.NewLine();
                break;
        }
    }

    private static void End(string name, int cells, PassageWriter writer)
    {
        if (name == "table-cell")
            writer.Append('\t');
        else if (name == "table-row" || (name is "p" or "h" && cells == 0))
            writer.NewLine();
        else if (name is "p" or "h")
            writer.Append(' ');
    }

    /// <summary>Line ends within a paragraph are those of the file, not of the text.</summary>
    private static void Append(string text, PassageWriter writer)
    {
        foreach (var line in text.EnumerateLines())
        {
            writer.Append(line);
            if (line.Length < text.Length)
                writer.Append(' ');
        }
    }
}
