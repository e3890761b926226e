using InboxMind.Core.Indexing;
using InboxMind.Core.Mail;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Sync;

/// <summary>Parses and stores a batch, queues it for the index, and then writes the checkpoint: killed in between, the batch is
/// done again, which changes nothing.</summary>
internal sealed class StoreBatch(ISyncedMail mail, ISyncStateStore states, IndexStored indexing, MimeReader reader, TimeProvider time)
{
    /// <returns>The checkpoint.</returns>
    public async Task<FolderSync> RunAsync(SyncRun run, FolderSync folder, FetchedBatch batch, CancellationToken cancellation)
    {
        var progress = run.Progress;
        var parsed = new (MailToSave? Mail, string? Problem)[batch.Mails.Count];
        Parallel.For(0, parsed.Length, i => parsed[i] = Parse(run, folder, batch, batch.Mails[i]));

        List<MailToSave> toSave = [.. parsed.Where(static p => p.Mail is not null).Select(static p => p.Mail!)];
        var outcomes = toSave.Count == 0 ? [] : await mail.SaveAsync(run.Tenant, run.Lease, toSave, cancellation);
        var known = batch.Mails.Where(m => batch.Known.ContainsKey(m.Uid)).Select(m => (batch.Known[m.Uid], Place(run, folder, m))).ToList();
        if (known.Count > 0)
            outcomes = [.. outcomes, .. await mail.PlaceAsync(run.Tenant, run.Lease, known, cancellation)];
        if (outcomes.Any(static o => o.Kind == SaveKind.Missing))
            throw new MailServerException(MailServerTrouble.Transient, "Mail was deleted while it was being placed; it is looked at again.");
        var setAside = await QuarantineAsync(run, folder, batch, parsed, cancellation);

        var pending = outcomes.Where(static o => o.NeedsIndexing).Select(static o => o.Id).Distinct().ToList();
        if (pending.Count > 0)
            await indexing.QueueAsync(run.Tenant, pending, cancellation);
        var again = await TakeBackAsync(run, folder, batch, cancellation);
        var checkpoint = folder with
        {
            Pending = batch.Pending,
            Widening = folder.Widening && batch.Pending.Count > 0,
            Undelivered = Remaining(folder, batch),
            Found = folder.Found + batch.Mails.Count - again,
            Fetched = folder.Fetched + batch.Raw.Count,
            Quarantined = folder.Quarantined + setAside - again,
        };
        await states.SaveFolderAsync(run.Tenant, run.Lease, checkpoint, cancellation);

        Count(progress, batch, outcomes, setAside);
        if (pending.Count > 0)
            await progress.AddToIndexAsync(pending, cancellation);
        return checkpoint;
    }

    private (MailToSave? Mail, string? Problem) Parse(SyncRun run, FolderSync folder, FetchedBatch batch, RemoteMail remote)
    {
        if (!batch.Raw.TryGetValue(remote.Uid, out var raw))
            return (null, batch.Problems.TryGetValue(remote.Uid, out var undelivered) ? undelivered.Reason : null);
        var (read, problem) = reader.TryRead(run.Tenant.User, raw, remote.Received ?? time.GetUtcNow());
        return read is null
            ? (null, problem)
            : (new MailToSave(read.Message, read.References, Place(run, folder, remote), raw) { ConversationMark = MarkOf(run, remote) }, null);
    }

    private async Task<int> QuarantineAsync(
        SyncRun run, FolderSync folder, FetchedBatch batch, (MailToSave? Mail, string? Problem)[] parsed, CancellationToken cancellation)
    {
        var count = 0;
        for (var i = 0; i < parsed.Length; i++)
        {
            if (parsed[i].Problem is not { } reason)
                continue;
            count++;
            var uid = batch.Mails[i].Uid;
            var source = $"{run.Mailbox.Name}: {folder.Name}, message {uid}";
            var raw = batch.Raw.GetValueOrDefault(uid);
            var id = raw.IsEmpty ? UndeliveredId(run, folder, uid) : EmailIdentity.OfUnreadable(run.Tenant.User, raw.Span);
            await mail.QuarantineAsync(
                run.Tenant, run.Lease,
                new QuarantinedMail(id, run.Mailbox.Id, source, reason, time.GetUtcNow())
                {
                    Place = new SetAsideFrom(folder.Name, folder.UidValidity, uid),
                },
                raw, cancellation);
        }

        return count;
    }

    /// <summary>What was set aside since the server did not deliver it is no longer so once it does, or is set aside anew.</summary>
    /// <returns>How many of the batch were counted before.</returns>
    private async Task<int> TakeBackAsync(SyncRun run, FolderSync folder, FetchedBatch batch, CancellationToken cancellation)
    {
        List<uint> again = [.. folder.Undelivered.Select(static u => u.Uid).Intersect(batch.Mails.Select(static m => m.Uid))];
        foreach (var uid in again.Where(u => !batch.Problems.ContainsKey(u)))
            await mail.ReleaseAsync(run.Tenant, run.Lease, UndeliveredId(run, folder, uid), cancellation);
        return again.Count;
    }

    private IReadOnlyList<Undelivered> Remaining(FolderSync folder, FetchedBatch batch)
    {
        var now = time.GetUtcNow();
        var delivered = batch.Mails.Select(static m => m.Uid).Where(u => !batch.Problems.ContainsKey(u)).ToHashSet();
        var known = folder.Undelivered.Where(u => !delivered.Contains(u.Uid)).ToList();
        var isKnown = known.Select(static u => u.Uid).ToHashSet();
        var failed = batch.Problems.Where(p => p.Value.MayPass && !isKnown.Contains(p.Key)).Select(p => Undelivered.First(p.Key, now)).ToList();

        // What was tried often enough is not asked for again, so it need not be remembered. What is to be asked for is never forgotten.
        if (known.Count + failed.Count > Undelivered.MaxInFolder)
            known.RemoveAll(static u => u.Tries >= Undelivered.MaxTries);
        return known.Count + failed.Count <= Undelivered.MaxInFolder
            ? [.. known, .. failed]
            : throw new MailServerException(MailServerTrouble.Throttled, "The mail server does not deliver its mail; it is asked again later.");
    }

    private static EmailId UndeliveredId(SyncRun run, FolderSync folder, uint uid) => EmailIdentity.OfUnreadable(
        run.Tenant.User, System.Text.Encoding.UTF8.GetBytes($"{run.Mailbox.Id}\n{folder.Name}\n{folder.UidValidity}\n{uid}"));

    /// <summary>No Message-ID holds a line feed.</summary>
    private static string? MarkOf(SyncRun run, RemoteMail remote) =>
        remote.RemoteThread is { } thread ? $"\n{run.Mailbox.Id}\n{thread}" : null;

    private static Placement Place(SyncRun run, FolderSync folder, RemoteMail remote) =>
        new(run.Mailbox.Id, folder.Name, folder.UidValidity, remote.Uid, remote.Flags.Flags)
        {
            RemoteId = remote.RemoteId,
            Labels = remote.Flags.Labels ?? "",
        };

    private static void Count(SyncProgress progress, FetchedBatch batch, IReadOnlyList<SaveOutcome> outcomes, int setAside)
    {
        progress.AddFound(batch.Mails.Count);
        progress.AddToFetch(-batch.Mails.Count);
        progress.AddQuarantined(setAside);
        progress.AddAdded(outcomes.Count(static o => o.Kind == SaveKind.Added));
        progress.AddKnown(outcomes.Count(static o => o.Kind != SaveKind.Added));
        progress.AddMoved(outcomes.Count(static o => o.Kind == SaveKind.Placed));
    }
}
