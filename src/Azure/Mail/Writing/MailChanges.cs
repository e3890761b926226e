using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;
using InboxMind.Core.Mail.Threads;
using Microsoft.Azure.Cosmos;

namespace InboxMind.Azure.Mail.Writing;

/// <summary>What happens to messages and to where they lie, within a transaction. Everything it needs is read before, by
/// <see cref="PrepareAsync"/>.</summary>
internal sealed class MailChanges(MailTransaction transaction)
{
    /// <summary>Places of a message that go with it at once; the rest goes afterwards.</summary>
    private const int MaxPlaces = 40;

    /// <summary>Message-IDs of one mail that are followed; of more those in the middle are left out.</summary>
    private const int MaxReferences = 60;

    /// <summary>Aliases that are turned to a thread's new root at once; others are followed from one to the next.</summary>
    private const int MaxTurned = 10;

    private readonly List<EmailId> _erased = [];

    /// <summary>Changes that writing one mail takes at most.</summary>
    public static int Most(ThreadClues clues) => Math.Min(clues.References.Count, MaxReferences) + 3 + MaxTurned + 8;

    /// <summary>Reads what changes of these messages and places need: the messages, those that lie in the places, and what is noted when
    /// one of them goes.</summary>
    public async Task PrepareAsync(
        IEnumerable<EmailId> messages, IEnumerable<string> places, IEnumerable<string> others, CancellationToken cancellation)
    {
        List<string> there = [.. places.Distinct()];
        await transaction.LoadAsync(
            [.. messages.SelectMany(static id => Parts(id.Value)), .. there, .. others], cancellation);
        await transaction.LoadAsync(
            there.Select(transaction.Get<PlaceItem>).OfType<PlaceItem>().SelectMany(static p => Parts(p.Message)), cancellation);
    }

    /// <summary>Reads which threads the mails' references lead to.</summary>
    public async Task PrepareThreadsAsync(IReadOnlyList<ThreadClues> mails, CancellationToken cancellation)
    {
        await transaction.LoadAsync(mails.SelectMany(References).Select(MailKeys.Reference), cancellation);
        List<string> threads = [.. mails.SelectMany(References).Select(r => transaction.Get<ReferenceItem>(MailKeys.Reference(r))?.Thread)
            .OfType<string>().Distinct()];
        while (threads.Count > 0)
        {
            await transaction.LoadAsync(threads.Select(MailKeys.Alias), cancellation);
            threads = [.. threads.Select(t => transaction.Get<AliasItem>(MailKeys.Alias(t))?.Root).OfType<string>().Distinct()
                .Where(t => !transaction.Holds(MailKeys.Alias(t)))];
        }
    }

    /// <summary>Stores a message that is not stored.</summary>
    public async Task AddAsync(MailToSave mail, MailContent content, CancellationToken cancellation)
    {
        var message = mail.Message;
        transaction.Set(new MessageItem
        {
            User = transaction.User,
            Id = MailKeys.Message(message.Id.Value),
            Thread = await ThreadAsync(ThreadClues.Of(mail), cancellation),
            Sort = MailOrder.At(new MailPosition(message.Date, message.Id)),
            At = transaction.Milliseconds,
            Pending = transaction.Milliseconds,
            Attached = message.HasAttachments,
            Known = message.MessageId.Length > 0 ? MailKeys.Hash(message.MessageId) : null,
            MessageId = message.MessageId,
            Size = mail.Raw.Length,
            Subject = message.Subject,
            Details = content.Apart.HasFlag(ApartParts.Details) ? null : content.Details,
            Text = content.Apart.HasFlag(ApartParts.Text) ? null : content.Text,
            TextLength = content.TextLength,
            Apart = content.Apart,
            Reading = mail.Reading,
        });
    }

    /// <summary>Writes what a version read of a message that is stored.</summary>
    /// <param name="reading">What it read.</param>
    /// <param name="content">The changed content; null when nothing was changed.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task ReadAgainAsync(MailReading reading, MailContent? content, int version, CancellationToken cancellation)
    {
        var item = transaction.Message(reading.Id.Value)!;
        if (reading.Clues is not { } clues)
        {
            transaction.Set(item with { Reading = -version });
            return;
        }

        item = item with
        {
            Reading = version,
            Thread = ThreadAssigner.Keys(clues).Count > 0 ? await ThreadAsync(clues, cancellation) : item.Thread,
        };
        if (reading.Changed is not { } message || content is null)
        {
            transaction.Set(item);
            return;
        }

        transaction.Rewrite(item with
        {
            Sort = MailOrder.At(new MailPosition(message.Date, message.Id)),
            Version = item.Version + 1,
            Pending = item.At,
            Attached = message.HasAttachments,
            Known = message.MessageId.Length > 0 ? MailKeys.Hash(message.MessageId) : null,
            MessageId = message.MessageId,
            Subject = message.Subject,
            Details = content.Apart.HasFlag(ApartParts.Details) ? null : content.Details,
            Text = content.Apart.HasFlag(ApartParts.Text) ? null : content.Text,
            TextLength = content.TextLength,
            Apart = content.Apart,
        });
    }

    /// <summary>Places a message that is stored.</summary>
    /// <param name="placement">Where.</param>
    /// <param name="id">The message.</param>
    /// <param name="settles">Whether a message goes whose place it takes and that lies nowhere else.</param>
    /// <param name="isNew">Whether the message was stored just now.</param>
    /// <returns>Whether the placement is new, now holds another message or has other labels.</returns>
    public bool Place(Placement placement, EmailId id, bool settles, bool isNew = false)
    {
        var key = MailKeys.Place(placement.Mailbox, placement.Folder, placement.UidValidity, placement.Uid);
        var place = new PlaceItem
        {
            User = transaction.User,
            Id = key,
            Box = placement.Mailbox.Value,
            Folder = placement.Folder,
            Validity = placement.UidValidity,
            Uid = placement.Uid,
            Message = id.Value,
            Flags = (int)placement.Flags,
            RemoteId = placement.RemoteId,
            Remote = placement.RemoteId is { } remote ? MailKeys.Remote(placement.Mailbox, remote) : null,
            Labels = placement.Labels,
        };
        var before = transaction.Get<PlaceItem>(key);
        var isMoved = before is not null && before.Message != id.Value;
        var isChanged = before is null || isMoved || before.Labels != place.Labels;
        if (!isNew && (isChanged || before!.Flags != place.Flags))
            Touch(id.Value);
        if (place != before)
            transaction.Set(place);
        Move(before, place);
        if (isMoved && settles)
            Settle(before!.Message);
        else if (isMoved)
            Touch(before!.Message);
        return isChanged;
    }

    /// <summary>Gives a place other flags and labels.</summary>
    public void Change(PlaceItem before, PlaceItem place)
    {
        transaction.Set(place);
        Move(before, place);
        Touch(place.Message);
    }

    /// <summary>Takes a place away; its message is settled apart.</summary>
    public void Remove(PlaceItem place)
    {
        transaction.Remove(place.Id);
        Move(place, null);
    }

    /// <summary>The index has to see a message again.</summary>
    public void Touch(string id)
    {
        if (transaction.Message(id) is { } message)
            transaction.Set(message with { Version = message.Version + 1, Pending = message.At });
    }

    /// <summary>Erases a message that lies nowhere any more; else the index has to see where it still lies.</summary>
    /// <returns>Whether it was erased.</returns>
    public bool Settle(string id)
    {
        if (transaction.Message(id) is not { } message)
            return false;
        if (message.Places.Count > 0)
        {
            Touch(id);
            return false;
        }

        Erase(id);
        return true;
    }

    /// <summary>Erases a message with the places that were read of it, and notes that the index has to let go of it, and blobs.</summary>
    public void Erase(string id)
    {
        _erased.Add(new EmailId(id));
        var hasParts = transaction.Message(id)?.Apart is not (null or ApartParts.None);
        transaction.Remove(MailKeys.Message(id));
        var removed = new RemovedItem { User = transaction.User, Id = MailKeys.Removed(id), Pending = transaction.Milliseconds };
        if (transaction.Get<RemovedItem>(removed.Id) is null)
            transaction.Ledger = transaction.Ledger with { Removed = transaction.Ledger.Removed + 1 };
        transaction.Set(removed);
        NoteLeftover(id, hasParts);
    }

    /// <summary>Notes that blobs of a mail are to be deleted, unless it is wanted again.</summary>
    public void NoteLeftover(string id, bool hasParts)
    {
        if (transaction.Get<LeftoverItem>(MailKeys.Gone(id)) is null)
            transaction.Ledger = transaction.Ledger with { Leftovers = transaction.Ledger.Leftovers + 1 };
        transaction.Set(new LeftoverItem { User = transaction.User, Id = MailKeys.Gone(id), Mails = [id], HasParts = hasParts, Due = 0 });
    }

    /// <summary>The places of messages, as many as go with them at once.</summary>
    public Task<IReadOnlyList<PlaceItem>> PlacesAsync(IReadOnlyCollection<string> messages, CancellationToken cancellation) =>
        transaction.FindAsync<PlaceItem>(new CosmosQuery("*", "").In("c.message", messages), MaxPlaces, cancellation);

    /// <summary>Erases the answers that cite a mail which was erased here: they quote it. Called at the end.</summary>
    public async Task ForgetAnswersAsync(CancellationToken cancellation)
    {
        if (_erased.Count == 0)
            return;
        var query = new CosmosQuery("c.id, c.sources",
            string.Join(" OR ", _erased.Select(static (_, i) => $"ARRAY_CONTAINS(c.sources, @m{i})")));
        for (var i = 0; i < _erased.Count; i++)
            query.With($"@m{i}", _erased[i].Value);
        var early = transaction.Partition.Batch("mail.answers");
        await foreach (var question in transaction.Partition.QueryAsync<CitingQuestion>("mail.answers", query, cancellation))
        {
            IReadOnlyList<PatchOperation> changes =
            [
                PatchOperation.Set<string?>("/answer", null),
                PatchOperation.Set("/sources", question.Sources.Where(s => !_erased.Contains(new EmailId(s))).ToList()),
            ];
            if (transaction.HasRoom(1))
            {
                transaction.Patch(question.Id, changes);
                continue;
            }

            // More than fit: these answers go before the mail does.
            early.Patch(question.Id, changes);
            if (early.HasRoom(1, 0))
                continue;
            await early.ExecuteAsync(cancellation);
            early = transaction.Partition.Batch("mail.answers");
        }

        await early.ExecuteAsync(cancellation);
    }

    private static IEnumerable<string> Parts(string id) => [MailKeys.Message(id), MailKeys.Removed(id), MailKeys.Gone(id)];

    /// <summary>What leads to a mail's thread, not without end.</summary>
    private static IReadOnlyList<string> References(ThreadClues clues) => ThreadAssigner.Keys(Kept(clues));

    private static ThreadClues Kept(ThreadClues clues) => clues.References.Count <= MaxReferences
        ? clues
        : clues with { References = [.. clues.References.Take(MaxReferences / 2), .. clues.References.TakeLast(MaxReferences / 2)] };

    private void Move(PlaceItem? from, PlaceItem? to)
    {
        if (from == to)
            return;
        if (from is not null)
            Count(from, -1);
        if (to is not null)
            Count(to, 1);
    }

    private void Count(PlaceItem place, int by)
    {
        if (transaction.Message(place.Message) is not { } message)
            return;
        var places = message.Places.With(place, by);
        transaction.Set(message with
        {
            Places = places,
            Within = places.Within(),
            Mailbox = places.Boxes.Keys.Min(StringComparer.Ordinal),
        });
    }

    private async Task<string> ThreadAsync(ThreadClues clues, CancellationToken cancellation)
    {
        var ages = new Dictionary<string, long>();
        var decision = ThreadAssigner.Decide(
            new UserId(transaction.User), Kept(clues),
            id =>
            {
                if (transaction.Get<ReferenceItem>(MailKeys.Reference(id)) is not { } reference)
                    return null;
                var (thread, age) = Root(reference.Thread, reference.Age);
                ages[thread] = age;
                return (new ThreadId(thread), age);
            });
        if (!ages.TryGetValue(decision.Thread.Value, out var rootAge))
        {
            rootAge = transaction.Ledger.Next;
            transaction.Ledger = transaction.Ledger with { Next = rootAge + 1 };
        }

        foreach (var joined in decision.Joined)
            await JoinAsync(joined.Value, decision.Thread.Value, rootAge, cancellation);
        foreach (var id in decision.Ids.Where(id => transaction.Get<ReferenceItem>(MailKeys.Reference(id)) is null))
        {
            transaction.Set(new ReferenceItem
            {
                User = transaction.User,
                Id = MailKeys.Reference(id),
                Thread = decision.Thread.Value,
                Age = rootAge,
            });
        }

        return decision.Thread.Value;
    }

    private (string Thread, long Age) Root(string thread, long age)
    {
        while (transaction.Holds(MailKeys.Alias(thread)) && transaction.Get<AliasItem>(MailKeys.Alias(thread)) is { } alias)
            (thread, age) = (alias.Root, alias.Age);
        return (thread, age);
    }

    /// <summary>Makes a thread an alias, and turns the aliases of it, so that few steps lead to the root.</summary>
    private async Task JoinAsync(string thread, string root, long age, CancellationToken cancellation)
    {
        await transaction.LoadAsync([MailKeys.Alias(thread)], cancellation);
        transaction.Set(new AliasItem { User = transaction.User, Id = MailKeys.Alias(thread), Thread = thread, Root = root, Age = age });
        foreach (var alias in await transaction.FindAsync<AliasItem>(
            new CosmosQuery("*", "c.root = @root").With("@root", thread), MaxTurned, cancellation))
        {
            if (alias.Root == thread)
                transaction.Set(alias with { Root = root, Age = age });
        }
    }

    private sealed record CitingQuestion(string Id, IReadOnlyList<string> Sources);
}
