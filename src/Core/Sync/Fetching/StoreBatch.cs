using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Sync.Fetching;

/// <summary>Parses and stores a batch, queues it for the index, and then writes the checkpoint: killed in between, the batch is
/// done again, which changes nothing.</summary>
internal sealed class StoreBatch(SyncRun run, ISyncedMail mail, ISyncStateStore states, IndexQueue index, MimeReader reader)
{
    /// <returns>The checkpoint.</returns>
    public async Task<FolderCheckpoint> StoreAsync(FolderCheckpoint folder, FetchedBatch batch, CancellationToken cancellation)
    {
        using var span = Signals.Begin("store batch")?.SetTag("messages", batch.Mails.Count);
        var parsed = new (MailToSave? Mail, string? Problem)[batch.Mails.Count];
        Parallel.For(0, parsed.Length, i => parsed[i] = Parse(folder, batch, batch.Mails[i]));

        List<MailToSave> toSave = [.. parsed.Where(static p => p.Mail is not null).Select(static p => p.Mail!)];
        var outcomes = toSave.Count == 0 ? [] : await mail.SaveAsync(run.Owner, run.Lease, toSave, cancellation);
        var known = batch.Mails.Where(m => batch.Known.ContainsKey(m.Uid)).Select(m => (batch.Known[m.Uid], Place(folder, m))).ToList();
        if (known.Count > 0)
            outcomes = [.. outcomes, .. await mail.PlaceAsync(run.Owner, run.Lease, known, cancellation)];
        if (outcomes.Any(static o => o.Kind == SaveKind.Missing))
            throw new MailServerException(
                MailServerTrouble.Transient, "Mail was deleted while it was being placed; it is looked at again.");
        var setAside = await SetAsideAsync(folder, batch, [.. parsed.Select(static p => p.Problem)], cancellation);

        var pending = outcomes.Where(static o => o.NeedsIndexing).Select(static o => o.Id).Distinct().ToList();
        if (pending.Count > 0)
            await index.AddAsync(run.Owner, pending, cancellation);
        var again = await TakeBackAsync(folder, batch, cancellation);
        var checkpoint = folder with
        {
            Pending = batch.Pending,
            Widening = folder.Widening && batch.Pending.Count > 0,
            Undelivered = Remaining(folder, batch),
            Found = folder.Found + batch.Mails.Count - again,
            Fetched = folder.Fetched + batch.Raw.Count,
            Quarantined = folder.Quarantined + setAside - again,
        };
        await states.SaveFolderAsync(run.Owner, run.Lease, checkpoint, cancellation);

        Count(folder.Name, batch, outcomes, setAside);
        run.Placed += outcomes.Count(static o => o.Kind == SaveKind.Placed);
        if (pending.Count > 0)
            await run.Progress.AddToIndexAsync(pending, cancellation);
        return checkpoint;
    }

    private (MailToSave? Mail, string? Problem) Parse(FolderCheckpoint folder, FetchedBatch batch, RemoteMail remote)
    {
        if (!batch.Raw.TryGetValue(remote.Uid, out var raw))
            return (null, batch.Problems.TryGetValue(remote.Uid, out var undelivered) ? undelivered.Reason : null);
        var (read, problem) = reader.TryRead(run.Owner.User, raw, remote.Received ?? run.Now);
        return read is null
            ? (null, problem)
            : (new MailToSave(read.Message, read.References, Place(folder, remote), raw) { ConversationMark = MarkOf(remote) }, null);
    }

    private async Task<int> SetAsideAsync(
        FolderCheckpoint folder, FetchedBatch batch, IReadOnlyList<string?> problems, CancellationToken cancellation)
    {
        foreach (var (remote, reason) in batch.Mails.Zip(problems).Where(static m => m.Second is not null))
        {
            var raw = batch.Raw.GetValueOrDefault(remote.Uid);
            var id = raw.IsEmpty ? UndeliveredId(folder, remote.Uid) : EmailIdentity.OfUnreadable(run.Owner.User, raw.Span);
            var aside = new SetAsideMail(id, run.Mailbox.Id, $"{run.Mailbox.Name}: {folder.Name}, message {remote.Uid}", reason!, run.Now)
            {
                Place = new SetAsideFrom(folder.Name, folder.UidValidity, remote.Uid),
            };
            await mail.SetAsideAsync(run.Owner, run.Lease, aside, raw, cancellation);
        }

        return problems.Count(static p => p is not null);
    }

    /// <summary>What was set aside since the server did not deliver it is no longer so once it does, or is set aside anew.</summary>
    /// <returns>How many of the batch were counted before.</returns>
    private async Task<int> TakeBackAsync(FolderCheckpoint folder, FetchedBatch batch, CancellationToken cancellation)
    {
        List<uint> again = [.. folder.Undelivered.Select(static u => u.Uid).Intersect(batch.Mails.Select(static m => m.Uid))];
        foreach (var uid in again.Where(u => !batch.Problems.ContainsKey(u)))
            await mail.ReleaseAsync(run.Owner, run.Lease, UndeliveredId(folder, uid), cancellation);
        return again.Count;
    }

    private IReadOnlyList<Undelivered> Remaining(FolderCheckpoint folder, FetchedBatch batch)
    {
        var now = run.Now;
        var delivered = batch.Mails.Select(static m => m.Uid).Where(u => !batch.Problems.ContainsKey(u)).ToHashSet();
        var known = folder.Undelivered.Where(u => !delivered.Contains(u.Uid)).ToList();
        var isKnown = known.Select(static u => u.Uid).ToHashSet();
        var failed = batch.Problems.Where(p => p.Value.MayPass && !isKnown.Contains(p.Key))
            .Select(p => Undelivered.First(p.Key, now)).ToList();

        // What was tried often enough is not asked for again, so it need not be remembered. What is to be asked for is never forgotten.
        if (known.Count + failed.Count > Undelivered.MaxInFolder)
            known.RemoveAll(static u => u.Tries >= Undelivered.MaxTries);
        return known.Count + failed.Count <= Undelivered.MaxInFolder
            ? [.. known, .. failed]
            : throw new MailServerException(
                MailServerTrouble.Command, "The mail server does not deliver its mail; it is asked again later.");
    }

    private EmailId UndeliveredId(FolderCheckpoint folder, uint uid) => EmailIdentity.OfUnreadable(
        run.Owner.User, System.Text.Encoding.UTF8.GetBytes($"{run.Mailbox.Id}\n{folder.Name}\n{folder.UidValidity}\n{uid}"));

    /// <summary>No Message-ID holds a line feed.</summary>
    private string? MarkOf(RemoteMail remote) =>
        remote.RemoteThread is { } thread ? $"\n{run.Mailbox.Id}\n{thread}" : null;

    private Placement Place(FolderCheckpoint folder, RemoteMail remote) =>
        new(run.Mailbox.Id, folder.Name, folder.UidValidity, remote.Uid, remote.Flags.Flags)
        {
            RemoteId = remote.RemoteId,
            Labels = remote.Flags.Labels ?? "",
        };

    private void Count(string folder, FetchedBatch batch, IReadOnlyList<SaveOutcome> outcomes, int setAside)
    {
        SyncSignals.Stored(run.Mailbox, batch.Raw.Count, setAside);
        run.Progress.AddFound(batch.Mails.Count);
        run.Progress.NoteToFetch(folder, batch.ToFetch);
        run.Progress.AddSetAside(setAside);
        run.Progress.AddAdded(outcomes.Count(static o => o.Kind == SaveKind.Added));
        run.Progress.AddKnown(outcomes.Count(static o => o.Kind != SaveKind.Added));
    }
}
