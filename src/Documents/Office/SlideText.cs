using System.Xml;
using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Office;

/// <summary>The text of a PresentationML show: each slide with its notes.</summary>
internal static class SlideText
{
    private const string Show = "ppt/presentation.xml";

    public static void Read(OfficeParts parts, PassageWriter writer)
    {
        var number = 0;
        foreach (var slide in Slides(parts))
        {
            writer.BeginSlide(++number);
            ReadPart(parts, slide, writer);
            if (parts.Relations(slide).Values.FirstOrDefault(static t => t.StartsWith("ppt/notesSlides/", StringComparison.Ordinal))
                is { } notes)
                ReadPart(parts, notes, writer);
        }
    }

    private static List<string> Slides(OfficeParts parts)
    {
        var targets = parts.Relations(Show);
        var slides = new List<string>();
        using var xml = parts.Open(Show);
        while (xml?.Read() == true)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "sldId")
                continue;
            while (xml.MoveToNextAttribute())
            {
                if (xml is { LocalName: "id", NamespaceURI.Length: > 0 } && targets.TryGetValue(xml.Value, out var slide))
                    slides.Add(slide);
            }
        }

        return slides;
    }

    private static void ReadPart(OfficeParts parts, string name, PassageWriter writer)
    {
        using var xml = parts.Open(name);
        var (isText, isField, cells) = (false, false, 0);
        while (xml?.Read() == true)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    isText = xml.LocalName == "t" && !xml.IsEmptyElement;
                    cells += xml.LocalName == "tc" && !xml.IsEmptyElement ? 1 : 0;

                    // A slide's own number.
                    isField |= xml.LocalName == "fld" && xml.GetAttribute("type") == "slidenum" && !xml.IsEmptyElement;
                    if (xml.LocalName == "br")
                        writer.NewLine();
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when isText && !isField:
                    writer.Append(xml.Value);
                    break;
                case XmlNodeType.EndElement:
                    isText = false;
                    isField &= xml.LocalName != "fld";
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
                        writer.Append(' ');
                    }

                    break;
            }
        }
    }
}
