using System.Xml;
using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Office;

/// <summary>The text of a WordprocessingML document: its body, then headers, footers, notes and comments.</summary>
internal static class WordText
{
    private const string Body = "word/document.xml", RenderedBreak = "lastRenderedPageBreak";

    public static void Read(OfficeParts parts, PassageWriter writer)
    {
        // Where pages end is not in the document, but for where the program that wrote it last saw them end.
        var hasPages = parts.Text(Body).Contains(RenderedBreak, StringComparison.Ordinal);
        Read(parts, Body, writer, hasPages);
        writer.BeginRest();
        foreach (var kind in (string[])["header", "footer", "footnotes", "endnotes", "comments"])
        {
            foreach (var name in parts.Names($"word/{kind}"))
            {
                writer.NewLine();
                Read(parts, name, writer, hasPages: false);
            }
        }
    }

    private static void Read(OfficeParts parts, string name, PassageWriter writer, bool hasPages)
    {
        using var xml = parts.Open(name);
        var (page, cells, isText) = (1, 0, false);
        if (hasPages)
            writer.BeginPage(page);
        while (xml?.Read() == true)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when isText:
                    writer.Append(xml.Value);
                    break;
                case XmlNodeType.Element when xml.LocalName == RenderedBreak && hasPages:
                    writer.BeginPage(++page);
                    break;
                case XmlNodeType.Element:
                    // What was taken out stands in elements of another name than "t".
                    isText = xml.LocalName == "t" && !xml.IsEmptyElement;
                    cells += xml.LocalName == "tc" && !xml.IsEmptyElement ? 1 : 0;
                    if (xml.LocalName is "tab" or "ptab")
                        writer.Append('\t');
                    else if (xml.LocalName is "br" or "cr")
                        writer.NewLine();
                    else if (xml.LocalName == "noBreakHyphen")
                        writer.Append('-');
                    break;
                case XmlNodeType.EndElement:
                    isText = false;
                    if (xml.LocalName == "tc")
                    {
                        cells--;
                        writer.Append('\t');
                    }
                    else if (xml.LocalName == "tr" || (xml.LocalName == "p" && cells == 0))
                    {
                        writer.NewLine();
                    }
                    else if (xml.LocalName == "p")
                    {
                        // The paragraphs of a table's cell stand in one line, as the cells of a row do.
                        writer.Append(' ');
                    }

                    break;
            }
        }
    }
}
