using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace InboxMind.Core.Privacy;

/// <summary>Writes the mail of an export: a line of JSON and an entry of an mbox for each message, and what was set aside as it came.
/// Mail comes from the store one by one.</summary>
public sealed class ExportMail(IMailStore store, IMailExport mail)
{
    private const int Page = 200;

    /// <summary>A file for each mailbox with mail. A mailbox's id may hold any character; a file's name may not.</summary>
    internal async Task<Dictionary<MailboxId, string>> FilesAsync(Owner owner, CancellationToken cancellation)
    {
        var files = new Dictionary<MailboxId, string>();
        foreach (var mailbox in await mail.MailboxesAsync(owner, cancellation))
        {
            var name = string.Concat(mailbox.Value.Take(80).Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
            var file = $"mail/{name}.mbox";
            for (var n = 2; files.ContainsValue(file); n++)
                file = string.Create(CultureInfo.InvariantCulture, $"mail/{name}-{n}.mbox");
            files.Add(mailbox, file);
        }

        return files;
    }

    /// <summary>Writes all of it.</summary>
    internal async Task WriteAsync(ZipArchive zip, Owner owner, Dictionary<MailboxId, string> files, CancellationToken cancellation)
    {
        await zip.WriteAsync(
            "mail.jsonl", MailAsync(owner, files, cancellation), ExportJson.Plain.MailOfExport, JsonForm.Lines, cancellation);
        foreach (var (mailbox, file) in files)
            await WriteMboxAsync(zip, owner, mailbox, file, cancellation);
        await zip.WriteAsync(
            "quarantine.jsonl", SetAsideAsync(owner, cancellation), ExportJson.Plain.SetAsideOfExport, JsonForm.Lines, cancellation);
        await WriteSetAsideAsync(zip, owner, cancellation);
    }

    private async IAsyncEnumerable<MailOfExport> MailAsync(
        Owner owner, Dictionary<MailboxId, string> files, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (mailbox, file) in files)
        {
            await foreach (var m in MessagesAsync(owner, mailbox, cancellation))
            {
                yield return new MailOfExport(
                    m.Id.Value, m.Thread.Value, file, m.Date.UtcDateTime, m.DateSource.ToString().ToLowerInvariant(), m.Protection, m.Size,
                    [.. m.Placements.Select(static p => new PlaceOfExport(
                        p.Mailbox.Value, p.Folder, p.Labels.Length == 0 ? [] : p.Labels.Split('\n'), Flags(p.Flags),
                        p.UidValidity, p.Uid))]);
            }
        }
    }

    private async IAsyncEnumerable<ExportedMail> MessagesAsync(
        Owner owner, MailboxId mailbox, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ExportedMail? after = null;
        IReadOnlyList<ExportedMail> page;
        do
        {
            page = await mail.ListAsync(owner, mailbox, after, Page, cancellation);
            foreach (var message in page)
                yield return after = message;
        }
        while (page.Count == Page);
    }

    private async Task WriteMboxAsync(ZipArchive zip, Owner owner, MailboxId mailbox, string file, CancellationToken cancellation)
    {
        await using var stream = await zip.CreateEntry(file, CompressionLevel.Fastest).OpenAsync(cancellation);
        var writer = new MboxWriter(stream);
        await foreach (var message in MessagesAsync(owner, mailbox, cancellation))
        {
            // Deleted meanwhile: then it belongs to no export.
            if (await store.GetRawAsync(owner, message.Id, cancellation) is { } raw)
                await writer.WriteAsync(message.Sender, message.Date, raw, cancellation);
        }
    }

    private async IAsyncEnumerable<SetAsideOfExport> SetAsideAsync(Owner owner, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var q in SetAsideMailAsync(owner, cancellation))
            yield return new SetAsideOfExport(FileOf(q), q.Mailbox.Value, q.Source, q.Reason, q.At.UtcDateTime);
    }

    private async Task WriteSetAsideAsync(ZipArchive zip, Owner owner, CancellationToken cancellation)
    {
        await foreach (var q in SetAsideMailAsync(owner, cancellation))
        {
            await using var raw = await mail.OpenSetAsideAsync(owner, q.Id, cancellation);
            if (raw is null)
                continue;
            await using var stream = await zip.CreateEntry(FileOf(q), CompressionLevel.Fastest).OpenAsync(cancellation);
            await raw.CopyToAsync(stream, cancellation);
        }
    }

    private async IAsyncEnumerable<SetAsideMail> SetAsideMailAsync(Owner owner, [EnumeratorCancellation] CancellationToken cancellation)
    {
        EmailId? after = null;
        IReadOnlyList<SetAsideMail> page;
        do
        {
            page = await mail.ListSetAsideAsync(owner, after, Page, cancellation);
            foreach (var quarantined in page)
            {
                yield return quarantined;
                after = quarantined.Id;
            }
        }
        while (page.Count == Page);
    }

    private static string FileOf(SetAsideMail mail) => $"quarantine/{mail.Id.Value}.eml";

    private static string[] Flags(MailFlags flags) =>
        [.. Enum.GetValues<MailFlags>().Where(f => f != MailFlags.None && flags.HasFlag(f))
            .Select(static f => f.ToString().ToLowerInvariant())];
}
