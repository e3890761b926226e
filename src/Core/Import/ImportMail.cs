using System.Threading.Channels;
using InboxMind.Core.Accounts;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Work;

namespace InboxMind.Core.Import;

/// <summary>Imports mail from files: reads and parses ahead, stores in batches, queues each stored batch, and returns when the
/// index holds it. Importing again adds nothing, so an import that was stopped at any moment is simply started again.</summary>
public sealed class ImportMail(
    IMailboxStore mailboxes, IMailStore store, IWorkQueue queue, QueueWorker worker, MimeReader reader, TimeProvider time)
{
    /// <summary>Mails parsed side by side, and stored in one commit.</summary>
    private const int BatchMails = IndexMailWork.MaxEmails;

    /// <summary>A batch ends early at this size, so that memory stays bounded whatever the mails' sizes.</summary>
    private const int BatchBytes = 4 * 1024 * 1024;

    /// <summary>Stored mails that may wait for the index before storing waits for it.</summary>
    private const int MaxWaiting = 2_000;

    /// <summary>Rounds of queue work between two looks at what is left.</summary>
    private const int CheckEvery = 2;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    /// <summary>Imports everything a source holds.</summary>
    /// <exception cref="OperationCanceledException">Stopped; what was stored stays stored.</exception>
    public async Task<ImportSummary> RunAsync(
        Tenant tenant, IMailSource source, ImportProgress progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await mailboxes.SaveAsync(tenant, new Mailbox(MailboxId.Imported, MailboxKind.Import, "Imported mail"), stop.Token);
        var raw = Channel.CreateBounded<List<RawMail>>(1);
        var parsed = Channel.CreateBounded<List<Parsed>>(1);
        var toIndex = Channel.CreateBounded<List<EmailId>>(8);
        Task[] stages =
        [
            Task.Run(() => ReadAsync(source, raw.Writer, stop.Token), stop.Token),
            Task.Run(() => ParseAsync(tenant, raw.Reader, parsed.Writer, stop.Token), stop.Token),
            Task.Run(() => StoreAsync(tenant, parsed.Reader, toIndex.Writer, progress, stop.Token), stop.Token),
            Task.Run(() => IndexAsync(tenant, toIndex.Reader, progress, stop.Token), stop.Token),
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
        Tenant tenant, ChannelReader<List<RawMail>> input, ChannelWriter<List<Parsed>> output, CancellationToken cancellation)
    {
        await foreach (var batch in input.ReadAllAsync(cancellation))
        {
            var results = new Parsed[batch.Count];
            Parallel.For(0, batch.Count, new ParallelOptions { CancellationToken = cancellation }, i => results[i] = Parse(tenant, batch[i]));
            await output.WriteAsync([.. results], cancellation);
        }

        output.Complete();
    }

    private Parsed Parse(Tenant tenant, RawMail raw)
    {
        if (raw.Problem is not null)
            return new Parsed(raw, null, raw.Problem);
        try
        {
            return new Parsed(raw, reader.Read(tenant.User, raw.Bytes, raw.FallbackDate), null);
        }
        catch (UnreadableMailException e)
        {
            return new Parsed(raw, null, e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Mail is the wildest of inputs: whatever a parser trips over, the mail is kept and the others go on.
            return new Parsed(raw, null, $"it cannot be parsed ({e.GetType().Name})");
        }
    }

    private async Task StoreAsync(
        Tenant tenant, ChannelReader<List<Parsed>> input, ChannelWriter<List<EmailId>> output, ImportProgress progress,
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
                    await QuarantineAsync(tenant, mail, progress, cancellation);
            }

            var pending = new List<EmailId>(mails.Count);
            foreach (var outcome in await store.SaveAsync(tenant, mails, cancellation))
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
            await queue.SendAsync(WorkQueues.IndexMail, [.. IndexMailWork.Bodies(tenant.User, pending)], cancellation);
            await output.WriteAsync(pending, cancellation);
        }

        output.Complete();
    }

    private async Task QuarantineAsync(Tenant tenant, Parsed mail, ImportProgress progress, CancellationToken cancellation)
    {
        progress.AddQuarantined(mail.Raw.Source, mail.Problem!);
        var id = EmailIdentity.OfUnreadable(tenant.User, mail.Raw.Bytes.IsEmpty
            ? System.Text.Encoding.UTF8.GetBytes(mail.Raw.Source)
            : mail.Raw.Bytes.Span);
        await store.QuarantineAsync(
            tenant, new QuarantinedMail(id, MailboxId.Imported, mail.Raw.Source, mail.Problem!, time.GetUtcNow()), mail.Raw.Bytes,
            cancellation);
    }

    /// <summary>Works on the queue like any other worker until the index holds what this import stored; another process may do
    /// part of it.</summary>
    private async Task IndexAsync(
        Tenant tenant, ChannelReader<List<EmailId>> input, ImportProgress progress, CancellationToken cancellation)
    {
        var waiting = new List<EmailId>();
        var sinceCheck = 0;
        while (true)
        {
            while (waiting.Count < MaxWaiting && input.TryRead(out var more))
                waiting.AddRange(more);
            if (waiting.Count == 0)
            {
                if (!await input.WaitToReadAsync(cancellation))
                    return;
                continue;
            }

            var worked = await worker.RunOnceAsync(cancellation);
            if (worked && ++sinceCheck < CheckEvery)
                continue;
            sinceCheck = 0;
            var left = await store.UnindexedAsync(tenant, waiting, cancellation);
            progress.AddIndexed(waiting.Count - left.Count);
            waiting = [.. left];
            if (worked || waiting.Count == 0)
                continue;
            if (input.Completion.IsCompleted && await queue.CountAsync(WorkQueues.IndexMail, cancellation) == 0)
            {
                // Another process may have done the last of it between the two looks.
                left = await store.UnindexedAsync(tenant, waiting, cancellation);
                progress.AddIndexed(waiting.Count - left.Count);
                return;
            }

            await Task.Delay(Poll, time, cancellation);
        }
    }

    private static Placement Place(MailMessage message, RawMail raw) =>
        new(MailboxId.Imported, raw.Folder, UidValidity: 0, ImportedUid(message.Id), raw.Flags);

    private static long ImportedUid(EmailId id)
    {
        long uid = 0;
        foreach (var c in id.Value.AsSpan(0, 12))
            uid = (uid << 5) | (long)(c >= 'a' ? c - 'a' : c - '2' + 26);
        return uid;
    }

    private sealed record Parsed(RawMail Raw, ReadMail? Mail, string? Problem);
}
