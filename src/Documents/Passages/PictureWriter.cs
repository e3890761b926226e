using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Attachments.Pictures;

namespace InboxMind.Documents.Passages;

/// <summary>Takes the pictures of a file that may show text, as long as the limits let it.</summary>
internal sealed class PictureWriter(AttachmentLimits limits, Action<AttachmentPicture>? write)
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>Of the largest picture, all together may have so many times the bytes.</summary>
    private const int Together = 4;

    private int _count;
    private long _bytes;

    /// <summary>Whether any are wanted.</summary>
    public bool IsOn => write is not null && limits.Pictures > 0;

    /// <summary>Adds one.</summary>
    /// <returns>False when it was left out for the limits' sake.</returns>
    public bool Add(ReadOnlyMemory<byte> file, string? entry, int? page)
    {
        if (!IsOn || PictureHead.Of(file.Span) is not { MayShowText: true })
            return true;
        if (_count == limits.Pictures || file.Length > limits.PictureMegabytes * (long)Megabyte
            || _bytes + file.Length > limits.PictureMegabytes * (long)Megabyte * Together)
            return false;
        (_count, _bytes) = (_count + 1, _bytes + file.Length);
        write!(new AttachmentPicture(file.ToArray()) { Entry = entry, Page = page });
        return true;
    }
}
