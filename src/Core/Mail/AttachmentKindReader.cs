using System.Collections.Frozen;

namespace InboxMind.Core.Mail;

/// <summary>Tells what an attachment is, by the end of its name, else by its media type. Many programs send everything as
/// <c>application/octet-stream</c>.</summary>
public static class AttachmentKindReader
{
    private static readonly FrozenDictionary<string, AttachmentKinds> ByExtension = new (AttachmentKinds Kind, string Extensions)[]
    {
        (AttachmentKinds.Pdf | AttachmentKinds.Document, "pdf"),
        (AttachmentKinds.Document, "doc docx docm dot dotx odt rtf txt md pages wpd tex epub"),
        (AttachmentKinds.Spreadsheet, "xls xlsx xlsm xlsb xlt xltx ods csv tsv numbers"),
        (AttachmentKinds.Presentation, "ppt pptx pptm pps ppsx odp key"),
        (AttachmentKinds.Image, "jpg jpeg png gif bmp tif tiff webp heic heif svg avif psd raw"),
        (AttachmentKinds.Audio, "mp3 wav m4a ogg oga opus flac aac wma aiff amr"),
        (AttachmentKinds.Video, "mp4 mov avi mkv webm wmv mpg mpeg m4v flv 3gp"),
        (AttachmentKinds.Archive, "zip rar 7z tar gz tgz bz2 xz zst jar"),
        (AttachmentKinds.Calendar, "ics ical vcs"),
        (AttachmentKinds.Mail, "eml msg"),
    }.SelectMany(static k => k.Extensions.Split(' ').Select(e => (e, k.Kind))).ToFrozenDictionary(static p => p.e, static p => p.Kind);

    /// <summary>What the attachments are that a person would call so.</summary>
    public static AttachmentKinds Read(IEnumerable<AttachmentInfo> attachments) => attachments.Where(static a => !a.IsInline)
        .Aggregate(AttachmentKinds.None, static (all, a) => all | Read(a));

    private static AttachmentKinds Read(AttachmentInfo attachment)
    {
        var extension = attachment.Name[(attachment.Name.LastIndexOf('.') + 1)..].Trim().ToLowerInvariant();
        return ByExtension.TryGetValue(extension, out var kind) ? kind : ByType(attachment.ContentType);
    }

    private static AttachmentKinds ByType(string type) => type switch
    {
        "application/pdf" => AttachmentKinds.Pdf | AttachmentKinds.Document,
        "text/calendar" => AttachmentKinds.Calendar,
        "message/rfc822" => AttachmentKinds.Mail,
        "application/zip" or "application/gzip" or "application/x-7z-compressed" or "application/x-tar" => AttachmentKinds.Archive,
        "application/msword" or "application/rtf" or "text/plain" => AttachmentKinds.Document,
        "text/csv" or "application/vnd.ms-excel" => AttachmentKinds.Spreadsheet,
        "application/vnd.ms-powerpoint" => AttachmentKinds.Presentation,
        _ when type.StartsWith("image/", StringComparison.Ordinal) => AttachmentKinds.Image,
        _ when type.StartsWith("audio/", StringComparison.Ordinal) => AttachmentKinds.Audio,
        _ when type.StartsWith("video/", StringComparison.Ordinal) => AttachmentKinds.Video,
        _ when type.Contains("wordprocessing", StringComparison.Ordinal) || type.EndsWith("opendocument.text", StringComparison.Ordinal) =>
            AttachmentKinds.Document,
        _ when type.Contains("spreadsheet", StringComparison.Ordinal) => AttachmentKinds.Spreadsheet,
        _ when type.Contains("presentation", StringComparison.Ordinal) => AttachmentKinds.Presentation,
        _ => AttachmentKinds.None,
    };
}
