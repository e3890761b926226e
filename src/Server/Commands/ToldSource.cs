using InboxMind.Core.Import;

namespace InboxMind.Server.Commands;

/// <summary>Mail out of unpacked data files, which says from which of them it is.</summary>
internal sealed class ToldSource(IMailSource source, OutlookData outlook) : IMailSource
{
    public long TotalBytes => source.TotalBytes;

    public long BytesRead => source.BytesRead;

    public ImportNotes Notes => source.Notes;

    public IEnumerable<RawMail> Read(CancellationToken cancellation) =>
        source.Read(cancellation).Select(mail => mail with { Source = outlook.Told(mail.Source) });
}
