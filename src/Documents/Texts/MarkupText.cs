using System.Xml;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Texts;

/// <summary>An XML file: each text under the name of its element, such as <c>InvoiceNumber: 4711</c>. An electronic invoice is read so.
/// One that declares a type of document is read without it: entities are no text.</summary>
internal static class MarkupText
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
    };

    public static void Read(ReadOnlyMemory<byte> file, PassageWriter writer)
    {
        using var xml = XmlReader.Create(new ReadOnlyMemoryStream(file), Settings);
        var name = "";
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    name = xml.LocalName;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    writer.Append($"{name}: {xml.Value.Trim()}");
                    writer.NewLine();
                    break;
            }
        }
    }
}
