using System.IO.Compression;
using System.Xml;
using InboxMind.Core.Import.Outlook;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Attachments.Pictures;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Documents.Archives;
using InboxMind.Documents.Office;
using InboxMind.Documents.Passages;
using InboxMind.Documents.Pdf;
using InboxMind.Documents.Texts;

namespace InboxMind.Documents.Files;

/// <summary>Reads the text of a file, whatever it is.</summary>
internal static class DocumentReader
{
    /// <summary>Reads a file; its passages are written as they come. Never throws for what the file holds, but for a lack of memory or
    /// stack.</summary>
    /// <param name="file">The file.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="write">Takes each passage.</param>
    /// <param name="picture">Takes each picture that may show text; null when none are wanted.</param>
    /// <returns>What came of it, and whether there is more.</returns>
    public static (AttachmentOutcome Outcome, bool IsCut) Read(
        ReadOnlyMemory<byte> file, AttachmentLimits limits, Action<AttachmentPassage> write, Action<AttachmentPicture>? picture = null)
    {
        var writer = new PassageWriter(limits, write);
        var reading = new Reading(limits, writer, new PictureWriter(limits, picture), Read);
        var outcome = Read(file, reading, depth: 0);
        writer.End();
        if (!writer.HasText)
            return (outcome == AttachmentOutcome.Read ? AttachmentOutcome.NoText : outcome, reading.IsCut);

        // What was read of a file before its damage or a limit is as good as any.
        return (AttachmentOutcome.Read, reading.IsCut || outcome is not (AttachmentOutcome.Read or AttachmentOutcome.NoText));
    }

    /// <summary>Reads a file that may lie in others.</summary>
    public static AttachmentOutcome Read(ReadOnlyMemory<byte> file, Reading reading, int depth)
    {
        try
        {
            ReadKind(file, reading, depth);
            return AttachmentOutcome.Read;
        }
        catch (DocumentException e)
        {
            return e.Outcome;
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or UnreadableMailException or EndOfStreamException)
        {
            return AttachmentOutcome.Damaged;
        }
        catch (Exception e) when (e is not (OutOfMemoryException or InsufficientExecutionStackException))
        {
            // Parsers of files trip over damage in every way.
            return AttachmentOutcome.Damaged;
        }
    }

    private static void ReadKind(ReadOnlyMemory<byte> file, Reading reading, int depth)
    {
        if (file.Length > (long)reading.Limits.FileMegabytes * 1024 * 1024)
            throw new DocumentException(AttachmentOutcome.OverLimits);
        switch (FileKinds.Of(file.Span))
        {
            case FileKind.Pdf:
                PdfText.Read(file, reading);
                break;
            case FileKind.Zip:
                ReadZip(file, reading, depth);
                break;
            case FileKind.Gzip:
                GzipFile.Read(file, reading, depth);
                break;
            case FileKind.Tar:
                TarFiles.Read(file, reading, depth);
                break;
            case FileKind.Mail:
                MailText.Read(file, reading, depth);
                break;
            case FileKind.Xml:
                MarkupText.Read(file, reading.Writer);
                break;
            case FileKind.Compound:
                ReadCompound(file, reading, depth);
                break;
            case FileKind.Empty or FileKind.Picture:
                reading.IsCut |= !reading.Pictures.Add(file, reading.Writer.Entry, page: null);
                throw new DocumentException(AttachmentOutcome.NoText);
            case FileKind.Other:
                throw new DocumentException(AttachmentOutcome.OtherKind);
            case var kind:
                PlainText.Read(file.Span, kind, reading.Writer);
                break;
        }
    }

    private static void ReadCompound(ReadOnlyMemory<byte> file, Reading reading, int depth)
    {
        if (EncryptedDocument.IsOne(file.Span))
            throw new DocumentException(AttachmentOutcome.Encrypted);
        if (!OutlookMessage.IsOne(new CompoundFile(file)))
            throw new DocumentException(AttachmentOutcome.OtherKind);
        MailText.Read(OutlookMessage.Read(file).Mail, reading, depth);
    }

    private static void ReadZip(ReadOnlyMemory<byte> file, Reading reading, int depth)
    {
        using var zip = new ZipArchive(new ReadOnlyMemoryStream(file), ZipArchiveMode.Read);
        if (!OfficeFile.TryRead(new OfficeParts(zip, reading), reading.Writer))
            ZipFiles.Read(zip, reading, depth);
    }
}
