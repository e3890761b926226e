using InboxMind.Core.Mail.Attachments;
using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Office;

/// <summary>Documents of office programs: Open XML (ECMA-376) and OpenDocument (ISO 26300).</summary>
internal static class OfficeFile
{
    /// <summary>Reads it when the zip file is one.</summary>
    public static bool TryRead(OfficeParts parts, PassageWriter writer)
    {
        if (parts.Has("word/document.xml"))
            WordText.Read(parts, writer);
        else if (parts.Has("xl/workbook.xml"))
            SheetText.Read(parts, writer);
        else if (parts.Has("ppt/presentation.xml"))
            SlideText.Read(parts, writer);
        else if (parts.Has("content.xml") && parts.Has("META-INF/manifest.xml"))
            ReadOpenDocument(parts, writer);
        else
            return false;
        return true;
    }

    private static void ReadOpenDocument(OfficeParts parts, PassageWriter writer)
    {
        if (parts.Text("META-INF/manifest.xml").Contains("encryption-data", StringComparison.Ordinal))
            throw new DocumentException(AttachmentOutcome.Encrypted);
        OpenDocumentText.Read(parts, writer);
    }
}
