using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Core.Mail.Attachments;

/// <summary>What reading one attachment may cost. What is beyond stays unread, and is said to be.</summary>
public sealed record AttachmentLimits
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Attachments";

    /// <summary>Whether attachments are read at all.</summary>
    public bool Read { get; init; } = true;

    /// <summary>The largest file, MB.</summary>
    public int FileMegabytes { get; init; } = 25;

    /// <summary>What a file may unpack to, with all that lies within it, MB.</summary>
    public int UnpackedMegabytes { get; init; } = 100;

    /// <summary>Pages, sheets and slides; those from the beginning.</summary>
    public int Pages { get; init; } = 1_000;

    /// <summary>Files within one archive and the archives in it; those from the beginning.</summary>
    public int Files { get; init; } = 500;

    /// <summary>Files within files: an archive in a mail in an archive is 3.</summary>
    public int Depth { get; init; } = 5;

    /// <summary>Characters of text; those from the beginning.</summary>
    public int Characters { get; init; } = 500_000;

    /// <summary>Seconds.</summary>
    public int Seconds { get; init; } = 30;

    /// <summary>What the reading process may hold in its heap, MB.</summary>
    public int MemoryMegabytes { get; init; } = 256;

    /// <summary>Pictures in one attachment that are looked at for text, those from the beginning; 0 where nothing reads them.</summary>
    public int Pictures { get; init; }

    /// <summary>The largest of them, MB; all of one attachment together have four times that.</summary>
    public int PictureMegabytes { get; init; } = 5;

    /// <summary>Pictures of all attachments of one message.</summary>
    public int PicturesPerMail { get; init; } = 40;

    /// <summary>Reads them from the settings.</summary>
    /// <exception cref="SettingsException">One is no number, or out of its range.</exception>
    public static AttachmentLimits From(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var (section, usual) = (settings.GetSection(Section), new AttachmentLimits());
        var ocr = section.GetSection("Ocr");
        return new AttachmentLimits
        {
            Read = section.YesOrNo(nameof(Read), usual.Read),
            FileMegabytes = section.Number(nameof(FileMegabytes), usual.FileMegabytes, 1, 100),
            UnpackedMegabytes = section.Number(nameof(UnpackedMegabytes), usual.UnpackedMegabytes, 1, 1_000),
            Pages = section.Number(nameof(Pages), usual.Pages, 1, 100_000),
            Files = section.Number(nameof(Files), usual.Files, 1, 100_000),
            Depth = section.Number(nameof(Depth), usual.Depth, 1, 20),
            Characters = section.Number(nameof(Characters), usual.Characters, 1_000, 1_000_000),
            Seconds = section.Number(nameof(Seconds), usual.Seconds, 1, 600),
            MemoryMegabytes = section.Number(nameof(MemoryMegabytes), usual.MemoryMegabytes, 64, 4_096),
            Pictures = string.IsNullOrWhiteSpace(ocr["Endpoint"]) ? 0 : ocr.Number("Pages", 20, 1, 1_000),
            PictureMegabytes = ocr.Number("Megabytes", usual.PictureMegabytes, 1, 20),
            PicturesPerMail = ocr.Number("PerMail", usual.PicturesPerMail, 1, 10_000),
        };
    }
}
