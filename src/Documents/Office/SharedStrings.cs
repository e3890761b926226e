using System.Text;
using System.Xml;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Office;

/// <summary>The texts that the cells of a workbook point to. Their characters are bounded, as all text is: many cells may point to
/// one.</summary>
internal sealed class SharedStrings
{
    /// <summary>Entries, each of which costs memory of its own.</summary>
    private const int MaxEntries = 500_000;

    private readonly List<string> _all = [];

    public SharedStrings(OfficeParts parts)
    {
        using var xml = parts.Open("xl/sharedStrings.xml");
        var (text, isText, phonetic) = (new StringBuilder(), false, 0);
        while (xml?.Read() == true)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    isText = xml.LocalName == "t" && !xml.IsEmptyElement;
                    phonetic += xml.LocalName == "rPh" && !xml.IsEmptyElement ? 1 : 0;
                    if (xml.LocalName == "si" && xml.IsEmptyElement)
                        Add("");
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when isText && phonetic == 0:
                    text.Append(xml.Value);
                    break;
                case XmlNodeType.EndElement:
                    isText = false;
                    phonetic -= xml.LocalName == "rPh" ? 1 : 0;
                    if (xml.LocalName == "si")
                    {
                        Add(text.ToString());
                        text.Clear();
                    }

                    break;
            }
        }
    }

    public string this[int index] => index >= 0 && index < _all.Count ? _all[index] : "";

    private void Add(string text)
    {
        if (_all.Count >= MaxEntries)
            throw new DocumentException(AttachmentOutcome.OverLimits);
        _all.Add(text);
    }
}
