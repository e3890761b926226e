using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Documents.Passages;

/// <summary>The reading of one attachment with all that lies within it: what it may still cost.</summary>
/// <param name="limits">What it may cost in all.</param>
/// <param name="writer">Takes its text.</param>
/// <param name="pictures">Takes its pictures.</param>
/// <param name="readFile">Reads a file, of whatever kind, that lies so deep.</param>
internal sealed class Reading(
    AttachmentLimits limits, PassageWriter writer, PictureWriter pictures, Func<ReadOnlyMemory<byte>, Reading, int,
    AttachmentOutcome> readFile)
{
    private const int Megabyte = 1024 * 1024;

    private long _unpacked;
    private int _files;

    public AttachmentLimits Limits => limits;

    public PassageWriter Writer => writer;

    public PictureWriter Pictures => pictures;

    /// <summary>Whether anything was left out.</summary>
    public bool IsCut { get; set; }

    /// <summary>A stream of what is unpacked, which ends the reading when it is too much.</summary>
    public Stream Unpack(Stream inner) => new UnpackedStream(inner, Count);

    /// <summary>All that a stream unpacks to.</summary>
    public ReadOnlyMemory<byte> UnpackAll(Stream inner)
    {
        using var bounded = Unpack(inner);
        using var all = new MemoryStream();
        bounded.CopyTo(all);
        return all.GetBuffer().AsMemory(0, (int)all.Length);
    }

    /// <summary>Reads a file that lies in another.</summary>
    public AttachmentOutcome ReadFile(ReadOnlyMemory<byte> file, int depth) => readFile(file, this, depth);

    /// <summary>Notes that a further file is read.</summary>
    public void CountFile()
    {
        if (++_files > limits.Files)
            throw new DocumentException(AttachmentOutcome.OverLimits);
    }

    private void Count(int bytes)
    {
        if ((_unpacked += bytes) > (long)limits.UnpackedMegabytes * Megabyte)
            throw new DocumentException(AttachmentOutcome.OverLimits);
    }
}
