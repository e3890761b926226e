using InboxMind.Core.Mail.Attachments;
using InboxMind.Documents.Passages;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace InboxMind.Documents.Pdf;

/// <summary>The text of a PDF (ISO 32000), page by page, in the order a person reads it.</summary>
internal static class PdfText
{
    /// <summary>Pages in a row that cannot be read, after which no more are tried.</summary>
    private const int MaxBroken = 20;

    private static readonly ParsingOptions Options = new() { UseLenientParsing = true, SkipMissingFonts = true, ClipPaths = false };

    public static void Read(ReadOnlyMemory<byte> file, Reading reading)
    {
        using var document = Open(file);
        var broken = 0;
        for (var number = 1; number <= document.NumberOfPages && broken < MaxBroken; number++)
        {
            reading.Writer.BeginPage(number);
            if (Words(document, number, reading) is { } words)
            {
                broken = 0;
                PageLayout.Write(words, reading.Writer);
            }
            else
            {
                broken++;
                reading.IsCut = true;
            }
        }

        if (broken > 0 && !reading.Writer.HasText)
            throw new DocumentException(AttachmentOutcome.Damaged);
    }

    private static PdfDocument Open(ReadOnlyMemory<byte> file)
    {
        try
        {
            return PdfDocument.Open(file.ToArray(), Options);
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new DocumentException(AttachmentOutcome.Encrypted);
        }
    }

    /// <summary>The words of a page; null when it cannot be read.</summary>
    private static List<PageWord>? Words(PdfDocument document, int number, Reading reading)
    {
        try
        {
            var page = document.GetPage(number);
            List<PageWord> words = [.. page.GetWords().Select(static w => new PageWord(
                w.Text, w.BoundingBox.Left, w.BoundingBox.Right, w.Letters[0].StartBaseLine.Y,
                Math.Max(1, Math.Max(w.BoundingBox.Height, w.Letters[0].PointSize))))];
            if (words.Count == 0 && reading.Pictures.IsOn && PageScan.Of(page) is { } picture)
                reading.IsCut |= !reading.Pictures.Add(picture, reading.Writer.Entry, number);
            return words;
        }
        catch (Exception e) when (e is not (OutOfMemoryException or InsufficientExecutionStackException))
        {
            // A page is as likely to be damaged as a file, and says no more of how.
            return null;
        }
    }
}
