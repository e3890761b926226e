using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;
using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Sync;

namespace InboxMind.Azure.Mail.Writing;

/// <summary>Stores mails, some at a time: first it notes which, then it saves their blobs, then it writes messages, threads and places, all
/// of a message or nothing. What a process leaves behind that ends in between is deleted by <see cref="MailLeftovers"/>.</summary>
internal sealed class MailSaving(MailWriter writer, IRawMailStore blobs, MailLeftovers leftovers, TimeProvider time)
{
    /// <summary>Whoever saves a mail has written it by then, or has died.</summary>
    private static readonly TimeSpan Saving = TimeSpan.FromMinutes(10);

    /// <summary>Mails that are looked up and written together: as many as usually fit in one batch.</summary>
    private const int Group = 25;

    private const int MaxTries = 5;

    /// <param name="owner">Whose mails.</param>
    /// <param name="lease">Under which lease a sync saves them; null for a person who imports them, and wants back what was
    /// deleted.</param>
    /// <param name="mails">The mails.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<IReadOnlyList<SaveOutcome>> SaveAsync(
        Owner owner, SyncLease? lease, IReadOnlyList<MailToSave> mails, CancellationToken cancellation)
    {
        var outcomes = new List<SaveOutcome>(mails.Count);
        foreach (var group in mails.Chunk(Group))
            outcomes.AddRange(await SaveGroupAsync(owner, lease, group, cancellation));
        return outcomes;
    }

    /// <summary>Sets a mail aside with its bytes.</summary>
    public async Task SetAsideAsync(
        Owner owner, SyncLease? lease, SetAsideMail mail, ReadOnlyMemory<byte> raw, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var saving = raw.IsEmpty
                ? SavedBlobs.None
                : await SaveBlobsAsync(
                    owner, lease, [], _ => [(mail.Id, new RawMailToSave(mail.Id, raw))], [], cancellation);
            var isDone = await writer.WriteAsync(
                owner, "mail.aside",
                async transaction =>
                {
                    await transaction.LoadAsync([MailKeys.Aside(mail.Id.Value), .. saving.Ids, .. LeaseOf(lease)], cancellation);
                    await CheckAsync(transaction, lease, cancellation);
                    if (!saving.Holds(transaction))
                        return false;
                    saving.End(transaction);
                    SetAside(transaction, mail, hasRaw: !raw.IsEmpty);
                    return true;
                },
                cancellation);
            if (isDone)
                return;
        }

        throw Busy();
    }

    private static void SetAside(MailTransaction transaction, SetAsideMail mail, bool hasRaw)
    {
        var before = transaction.Get<AsideItem>(MailKeys.Aside(mail.Id.Value));
        var place = mail.Place is { } at ? MailKeys.Place(mail.Mailbox, at.Folder, at.UidValidity, at.Uid) : null;
        if (before is not null)
        {
            if (before.Box == mail.Mailbox.Value && place is not null && before.Place != place)
                transaction.Set(before with { Place = place });
            return;
        }

        var ledger = transaction.Ledger;
        transaction.Set(new AsideItem
        {
            User = transaction.User,
            Id = MailKeys.Aside(mail.Id.Value),
            Box = mail.Mailbox.Value,
            Source = mail.Source,
            Reason = mail.Reason,
            SetAt = mail.At,
            Turn = ledger.Next,
            Listed = MailOrder.Listed(mail.Mailbox, mail.At, mail.Id),
            Place = place,
            HasRaw = hasRaw,
        });
        transaction.Ledger = ledger with { Next = ledger.Next + 1, Aside = ledger.Aside + 1 };
    }

    private async Task<IReadOnlyList<SaveOutcome>> SaveGroupAsync(
        Owner owner, SyncLease? lease, MailToSave[] mails, CancellationToken cancellation)
    {
        var contents = new Dictionary<EmailId, MailContent>();
        for (var tries = 0; tries < MaxTries; tries++)
        {
            // Which are new: their blobs are saved first.
            var saving = await SaveBlobsAsync(
                owner, lease, [.. mails.Select(static m => MailKeys.Message(m.Message.Id.Value))],
                transaction =>
                {
                    var wanted = mails.Where(m => IsNew(transaction, lease, m.Message.Id)).DistinctBy(static m => m.Message.Id).ToList();
                    foreach (var mail in wanted)
                        contents.TryAdd(mail.Message.Id, MailContent.Of(mail.Message));
                    return [.. wanted.SelectMany(m => contents[m.Message.Id].Blobs(m).Select(blob => (m.Message.Id, blob)))];
                },
                mails.Select(static m => m.Message.Id), cancellation);

            var outcomes = new List<SaveOutcome>(mails.Length);
            var isDone = true;
            while (isDone && outcomes.Count < mails.Length)
            {
                var done = outcomes.Count;
                var some = await writer.WriteAsync(
                    owner, "mail.save",
                    transaction => WriteAsync(transaction, lease, [.. mails.Skip(done)], contents, saving, cancellation), cancellation);
                isDone = some.Count > 0;
                outcomes.AddRange(some);
            }

            if (!isDone)
                continue;
            if (outcomes.Exists(o => o.Kind == SaveKind.Deleted && contents.ContainsKey(o.Id)))
                await leftovers.DeleteAsync(owner, cancellation);
            return outcomes;
        }

        throw Busy();
    }

    /// <summary>Writes as many of the mails as fit at once.</summary>
    /// <returns>Their outcomes; none when blobs have to be saved once more.</returns>
    private static async Task<IReadOnlyList<SaveOutcome>> WriteAsync(
        MailTransaction transaction, SyncLease? lease, IReadOnlyList<MailToSave> mails, Dictionary<EmailId, MailContent> contents,
        SavedBlobs saving, CancellationToken cancellation)
    {
        var changes = new MailChanges(transaction);
        await changes.PrepareAsync(
            mails.Select(static m => m.Message.Id),
            mails.Select(static m => m.Placement).Select(static p => MailKeys.Place(p.Mailbox, p.Folder, p.UidValidity, p.Uid)),
            [.. Marks(transaction, mails.Select(static m => m.Message.Id)), .. saving.Ids, .. LeaseOf(lease)], cancellation);
        await CheckAsync(transaction, lease, cancellation);
        if (!saving.Holds(transaction))
            return [];
        var isNew = mails.Where(m => IsNew(transaction, lease, m.Message.Id)).ToList();
        if (isNew.Exists(m => !saving.Mails.Contains(m.Message.Id)))
            return [];
        await changes.PrepareThreadsAsync(isNew.ConvertAll(ThreadClues.Of), cancellation);

        var outcomes = new List<SaveOutcome>(mails.Count);
        foreach (var mail in mails)
        {
            var bytes = contents.TryGetValue(mail.Message.Id, out var content) ? content.Bytes : 0;
            if (outcomes.Count > 0 && !transaction.HasRoom(MailChanges.Most(ThreadClues.Of(mail)), bytes))
                break;
            outcomes.Add(await SaveAsync(transaction, changes, lease, mail, content, cancellation));
        }

        if (outcomes.Count == mails.Count)
            saving.End(transaction);
        await changes.ForgetAnswersAsync(cancellation);
        return outcomes;
    }

    private static async Task<SaveOutcome> SaveAsync(
        MailTransaction transaction, MailChanges changes, SyncLease? lease, MailToSave mail, MailContent? content,
        CancellationToken cancellation)
    {
        var id = mail.Message.Id;
        if (IsDeleted(transaction, id))
        {
            if (lease is not null)
            {
                if (content is not null && transaction.Message(id.Value) is null)
                    changes.NoteLeftover(id.Value, content.Apart != ApartParts.None);
                return new SaveOutcome(id, SaveKind.Deleted, false);
            }

            // A person who imports a mail again wants it back.
            transaction.Remove(MailKeys.Tombstone(transaction.Ledger.TombstoneKey!, id));
        }

        var isKnown = transaction.Message(id.Value) is not null;
        if (!isKnown)
            await changes.AddAsync(mail, content!, cancellation);
        var isPlaced = changes.Place(mail.Placement, id, settles: lease is not null, isNew: !isKnown);
        var kind = !isKnown ? SaveKind.Added : isPlaced ? SaveKind.Placed : SaveKind.Known;
        return new SaveOutcome(id, kind, transaction.Message(id.Value)!.IsPending);
    }

    /// <summary>Notes mails whose blobs are about to be saved, so that they are deleted if the mails are never written, and saves
    /// them.</summary>
    /// <param name="owner">Whose mails.</param>
    /// <param name="lease">The lease; null for none.</param>
    /// <param name="load">What is read to say which blobs.</param>
    /// <param name="choose">Says which blobs, and of which mails.</param>
    /// <param name="marks">Mails of which is read whether a person deleted them.</param>
    /// <param name="cancellation">Stops the call.</param>
    internal async Task<SavedBlobs> SaveBlobsAsync(
        Owner owner, SyncLease? lease, IReadOnlyList<string> load,
        Func<MailTransaction, IReadOnlyList<(EmailId Mail, RawMailToSave Blob)>> choose, IEnumerable<EmailId> marks,
        CancellationToken cancellation)
    {
        var id = $"{MailKeys.AllSaving}{Guid.NewGuid():n}";
        var (toSave, ticks) = await writer.WriteAsync(
            owner, "mail.begin",
            async transaction =>
            {
                await transaction.LoadAsync([id, .. load, .. Marks(transaction, marks), .. LeaseOf(lease)], cancellation);
                await CheckAsync(transaction, lease, cancellation);
                var chosen = choose(transaction);
                if (chosen.Count == 0)
                    return (chosen, 0L);
                var mails = chosen.Select(static c => c.Mail.Value).Distinct().ToList();
                transaction.Set(new LeftoverItem
                {
                    User = owner.User.Value,
                    Id = id,
                    Mails = mails,
                    HasParts = chosen.Any(static c => c.Blob.Id != c.Mail),
                    Due = (time.GetUtcNow() + Saving).ToUnixTimeMilliseconds(),
                });
                transaction.Ledger = transaction.Ledger with { Leftovers = transaction.Ledger.Leftovers + 1 };
                return (chosen, transaction.Ledger.Ticks);
            },
            cancellation);
        if (toSave.Count == 0)
            return SavedBlobs.None;
        await blobs.SaveAsync(owner, [.. toSave.Select(static s => s.Blob)], cancellation);
        return new SavedBlobs(id, ticks, toSave.Select(static s => s.Mail).ToHashSet());
    }

    private static IEnumerable<string> LeaseOf(SyncLease? lease) => lease is null ? [] : [MailKeys.Mailbox(lease.Mailbox)];

    private static Task CheckAsync(MailTransaction transaction, SyncLease? lease, CancellationToken cancellation) =>
        lease is null ? Task.CompletedTask : SyncLeases.RequireAsync(transaction, lease, cancellation);

    private static IEnumerable<string> Marks(MailTransaction transaction, IEnumerable<EmailId> mails) =>
        transaction.Ledger.TombstoneKey is { } key ? mails.Select(id => MailKeys.Tombstone(key, id)) : [];

    private static bool IsNew(MailTransaction transaction, SyncLease? lease, EmailId id) =>
        transaction.Message(id.Value) is null && (lease is null || !IsDeleted(transaction, id));

    private static bool IsDeleted(MailTransaction transaction, EmailId id) => transaction.Ledger.TombstoneKey is { } key
        && transaction.Get<TombstoneItem>(MailKeys.Tombstone(key, id)) is not null;

    private static CosmosUnusableException Busy() => new("Mail is being deleted while it is stored; try again in a moment.");
}
