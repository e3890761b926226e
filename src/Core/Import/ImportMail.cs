using System.Threading.Channels;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Import;

/// <summary>Imports mail from files: reads and parses ahead, stores in batches, queues each stored batch, and returns when the
/// index holds it. Importing again adds nothing, so an import that was stopped at any moment is simply started again.</summary>
public sealed class ImportMail(
    IMailboxStore mailboxes, IMailStore store, IndexQueue queue, IndexStored indexing, MimeReader reader, TimeProvider time)
{
    /// <summary>Mails parsed side by side, and stored in one commit.</summary>
    private const int BatchMails = IndexMailWork.MaxEmails;

    /// <summary>A batch ends early at this size, so that memory stays bounded whatever the mails' sizes.</summary>
    private const int BatchBytes = 4 * 1024 * 1024;

    /// <summary>Imports everything a source holds.</summary>
    /// <exception cref="OperationCanceledException">Stopped; what was stored stays stored.</exception>
    public async Task<ImportSummary> ImportAsync(
        Owner owner, IMailSource source, ImportProgress progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var span = Signals.Begin("import");
        await mailboxes.SaveAsync(owner, new Mailbox(MailboxId.Imported, MailboxKind.Import, "Imported mail"), stop.Token);
        var raw = Channel.CreateBounded<List<RawMail>>(1);
        var parsed = Channel.CreateBounded<List<Parsed>>(1);
        var toIndex = Channel.CreateBounded<List<EmailId>>(8);
        Task[] stages =
        [
            Task.Run(() => ReadAsync(source, raw.Writer, stop.Token), stop.Token),
            Task.Run(() => ParseAsync(owner, raw.Reader, parsed.Writer, stop.Token), stop.Token),
            Task.Run(() => StoreAsync(owner, parsed.Reader, toIndex.Writer, progress, stop.Token), stop.Token),
            Task.Run(() => indexing.IndexAsync(owner, toIndex.Reader, progress.AddIndexed, stop.Token), stop.Token),
        ];
        await AllOrStopAsync(stages, stop);
        return new ImportSummary(progress.Found, progress.Added, progress.Known, progress.Quarantined, progress.Indexed);
    }

    /// <summary>Waits for all stages; the first that fails stops the others, and its error is the one that is told.</summary>
    private static async Task AllOrStopAsync(Task[] stages, CancellationTokenSource stop)
    {
        var running = stages.ToList();
        while (running.Count > 0)
        {
            var done = await Task.WhenAny(running);
            running.Remove(done);
            if (done.IsCompletedSuccessfully)
                continue;
            await stop.CancelAsync();
            await Task.WhenAll(running).ContinueWith(static _ => { }, TaskScheduler.Default);
            await done;
        }
    }

    private static async Task ReadAsync(IMailSource source, ChannelWriter<List<RawMail>> output, CancellationToken cancellation)
    {
        var batch = new List<RawMail>();
        var bytes = 0;
        foreach (var mail in source.Read(cancellation))
        {
            batch.Add(mail);
            bytes += mail.Bytes.Length;
            if (batch.Count < BatchMails && bytes < BatchBytes)
                continue;
            await output.WriteAsync(batch, cancellation);
            batch = [];
            bytes = 0;
        }

        if (batch.Count > 0)
            await output.WriteAsync(batch, cancellation);
        output.Complete();
    }

    private async Task ParseAsync(
        Owner owner, ChannelReader<List<RawMail>> input, ChannelWriter<List<Parsed>> output, CancellationToken cancellation)
    {
        await foreach (var batch in input.ReadAllAsync(cancellation))
        {
            var results = new Parsed[batch.Count];
            Parallel.For(0, batch.Count, new ParallelOptions { CancellationToken = cancellation }, i =>
                results[i] = Parse(owner, batch[i]));
            await output.WriteAsync([.. results], cancellation);
        }

        output.Complete();
    }

    private Parsed Parse(Owner owner, RawMail raw)
    {
        if (raw.Problem is not null)
            return new Parsed(raw, null, raw.Problem);
        var (mail, problem) = reader.TryRead(owner.User, raw.Bytes, raw.FallbackDate);
        return new Parsed(raw, mail, problem);
    }

    private async Task StoreAsync(
        Owner owner, ChannelReader<List<Parsed>> input, ChannelWriter<List<EmailId>> output, ImportProgress progress,
        CancellationToken cancellation)
    {
        await foreach (var batch in input.ReadAllAsync(cancellation))
        {
            var mails = new List<MailToSave>(batch.Count);
            foreach (var mail in batch)
            {
                progress.AddFound();
                if (mail.Mail is { } read)
                    mails.Add(new MailToSave(read.Message, read.References, Place(read.Message, mail.Raw), mail.Raw.Bytes));
                else
                    await SetAsideAsync(owner, mail, progress, cancellation);
            }

            var pending = new List<EmailId>(mails.Count);
            IReadOnlyList<SaveOutcome> outcomes;
            using (Signals.Begin("store save")?.SetTag("messages", mails.Count))
                outcomes = await store.SaveAsync(owner, mails, cancellation);
            ImportSignals.Stored(outcomes, batch.Count - mails.Count);
            foreach (var outcome in outcomes)
            {
                if (outcome.Kind == SaveKind.Added)
                    progress.AddAdded();
                else
                    progress.AddKnown();
                if (outcome.NeedsIndexing)
                    pending.Add(outcome.Id);
            }

            if (pending.Count == 0)
                continue;
            pending = [.. pending.Distinct()];
            progress.AddToIndex(pending.Count);
            await queue.AddAsync(owner, pending, cancellation);
            await output.WriteAsync(pending, cancellation);
        }

        output.Complete();
    }

    private async Task SetAsideAsync(Owner owner, Parsed mail, ImportProgress progress, CancellationToken cancellation)
    {
        progress.AddSetAside(mail.Raw.Source, mail.Problem!);
        var id = EmailIdentity.OfUnreadable(owner.User, mail.Raw.Bytes.IsEmpty
            ? System.Text.Encoding.UTF8.GetBytes(mail.Raw.Source)
            : mail.Raw.Bytes.Span);
        await store.SetAsideAsync(
            owner, new SetAsideMail(id, MailboxId.Imported, mail.Raw.Source, mail.Problem!, time.GetUtcNow()), mail.Raw.Bytes,
            cancellation);
    }

    private static Placement Place(MailMessage message, RawMail raw) =>
        new(MailboxId.Imported, raw.Folder, UidValidity: 0, ImportedUid(message.Id), raw.Flags) { Labels = raw.Labels };

    private static long ImportedUid(EmailId id)
    {
        long uid = 0;
        foreach (var c in id.Value.AsSpan(0, 12))
            uid = (uid << 5) | (long)(c >= 'a' ? c - 'a' : c - '2' + 26);
        return uid;
    }

    private sealed record Parsed(RawMail Raw, ReadMail? Mail, string? Problem);
}
