using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;
using Microsoft.Azure.Cosmos;

namespace InboxMind.Azure.Mail.Writing;

/// <summary>Items as they were read, and as they are to be: all of it becomes true at once, or nothing. The ledger is read before all
/// else, so that nothing is older than it.</summary>
internal sealed class MailTransaction(CosmosPartition partition, LedgerItem ledger, string? etag, DateTimeOffset now)
{
    /// <summary>Operations left to the ledger and to what is known only when all else is.</summary>
    private const int Reserve = 4;

    /// <summary>Ids asked for in one query.</summary>
    private const int MaxIds = 500;

    private const string Fields =
        "c.id, c.user, c.thread, c.sort, c.at, c.pending, c.version, c.indexed, c.within, c.mailbox, c.places, c.attached, c.known, "
        + "c.messageId, c.size, c.apart, c.reading, c.box, c.folder, c.validity, c.uid, c.message, c.flags, c.remoteId, c.remote, "
        + "c.labels, c.age, "
        + "c.root, c.mails, c.due, c.hasParts, c.name, c.settings, "
        + "c.record, c.lease, c.source, c.reason, c.setAt, c.turn, c.listed, c.place, "
        + "c.hasRaw, c.checkpoint";

    private readonly Dictionary<string, MailItem?> _before = [];
    private readonly Dictionary<string, MailItem?> _now = [];
    private readonly HashSet<string> _changed = [];
    private readonly HashSet<string> _rewritten = [];
    private readonly List<(string Id, IReadOnlyList<PatchOperation> Changes)> _patches = [];
    private readonly List<string> _wanted = [];
    private LedgerItem _ledger = ledger;
    private bool _touched;

    /// <summary>The ledger; what is counted of messages is counted by <see cref="Set"/>.</summary>
    public LedgerItem Ledger
    {
        get => _ledger;
        set
        {
            _touched |= value != _ledger;
            _ledger = value;
        }
    }

    public string? ETag => etag;

    public string User => partition.Key;

    public CosmosPartition Partition => partition;

    /// <summary>The time of it.</summary>
    public DateTimeOffset Now => now;

    public long Milliseconds => now.ToUnixTimeMilliseconds();

    public bool IsChanged => _touched || _changed.Count > 0 || _patches.Count > 0;

    /// <summary>Bytes of what is new, about.</summary>
    public int Bytes { get; private set; }

    /// <summary>Whether so many more changes fit, so that all can be made at once.</summary>
    public bool HasRoom(int operations, int bytes = 0) =>
        _changed.Count + _patches.Count + operations + Reserve <= CosmosBatch.MaxOperations && Bytes + bytes <= CosmosBatch.MaxBytes;

    /// <summary>Changes something, so that no one else's change comes in between, even if nothing else is written.</summary>
    public void Touch() => _touched = true;

    /// <summary>Has an item read with those that are read next.</summary>
    public void Want(string id) => _wanted.Add(id);

    /// <summary>Reads items by their ids, those of messages without their content.</summary>
    public async Task LoadAsync(IEnumerable<string> ids, CancellationToken cancellation)
    {
        ids = [.. ids, .. _wanted];
        _wanted.Clear();
        foreach (var some in ids.Where(id => !_before.ContainsKey(id)).Distinct().Chunk(MaxIds))
        {
            foreach (var id in some)
                _before[id] = _now[id] = null;
            await foreach (var item in partition.QueryAsync<JsonElement>(
                "mail.load", new CosmosQuery(Fields, "") { PageSize = MaxIds }.In("c.id", some), cancellation))
                Take(item);
        }
    }

    /// <summary>Reads items that a query finds.</summary>
    /// <param name="query">Its conditions; what it takes of each item does not matter.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<IReadOnlyList<T>> FindAsync<T>(CosmosQuery query, int limit, CancellationToken cancellation)
        where T : MailItem
    {
        var found = new List<T>();
        await foreach (var item in partition.QueryAsync<JsonElement>(
            "mail.find", query with { Select = Fields, PageSize = limit }, cancellation))
        {
            if (found.Count == limit)
                break;

            // As it is by now in this transaction.
            if (Get<T>(Take(item)) is { } read)
                found.Add(read);
        }

        return found;
    }

    /// <summary>An item that was read or written.</summary>
    public T? Get<T>(string id)
        where T : MailItem => _now.TryGetValue(id, out var item)
        ? (T?)item
        : throw new InvalidOperationException($"The item {id} was not read.");

    public MessageItem? Message(string id) => Get<MessageItem>(MailKeys.Message(id));

    public bool Holds(string id) => _before.ContainsKey(id);

    /// <summary>Writes an item that was read before, or found missing.</summary>
    public void Set(MailItem item)
    {
        var before = _now[item.Id];
        if (item is MessageItem message)
            Count((MessageItem?)before, message);
        Put(item.Id, item);
        Bytes += item is MessageItem { Text: var text, Details: var details } && before is null
            ? ((text?.Length ?? 0) * 4 / 3) + ((details?.Length ?? 0) * 3) + 2_000
            : 600;
    }

    /// <summary>Writes all of a message that was read before, its content too.</summary>
    public void Rewrite(MessageItem message)
    {
        Set(message);
        _rewritten.Add(message.Id);
        Bytes += ((message.Text?.Length ?? 0) * 4 / 3) + ((message.Details?.Length ?? 0) * 3) + 2_000;
    }

    /// <summary>Deletes an item that was read before. Does nothing when there is none.</summary>
    public void Remove(string id)
    {
        if (_now[id] is MessageItem message)
            Count(message, null);
        Put(id, null);
    }

    /// <summary>Changes fields of an item that exists and is none of these.</summary>
    public void Patch(string id, params IReadOnlyList<PatchOperation> changes) => _patches.Add((id, changes));

    /// <summary>All changes but that of the ledger.</summary>
    public void Fill(CosmosBatch batch)
    {
        foreach (var id in _changed)
        {
            switch (_before[id], _now[id])
            {
                case (null, { } made):
                    batch.Create<object>(made);
                    break;
                case ({ }, null):
                    batch.Delete(id);
                    break;
                case (MessageItem, MessageItem message) when !_rewritten.Contains(id):
                    batch.Patch(id, Changing(message));
                    break;
                case ({ }, { } changed):
                    batch.Replace<object>(id, changed);
                    break;
            }
        }

        foreach (var (id, changes) in _patches)
            batch.Patch(id, changes);
    }

    private void Put(string id, MailItem? item)
    {
        _now[id] = item;
        if (item is null && _before[id] is null)
            _changed.Remove(id);
        else
            _changed.Add(id);
    }

    private string Take(JsonElement json)
    {
        var id = json.GetProperty("id").GetString()!;
        if (_before.TryGetValue(id, out var known) && known is not null)
            return id;
        _before[id] = _now[id] = (MailItem?)json.Deserialize(TypeOf(id), CosmosDatabase.Json);
        return id;
    }

    private void Count(MessageItem? before, MessageItem? after)
    {
        var boxes = new Dictionary<string, BoxCounts>(_ledger.Boxes);
        Add(before, -1);
        Add(after, 1);
        Ledger = _ledger with
        {
            Stored = _ledger.Stored + (after is null ? 0 : 1) - (before is null ? 0 : 1),
            Waiting = _ledger.Waiting + (after is { IsPending: true } ? 1 : 0) - (before is { IsPending: true } ? 1 : 0),
            Boxes = boxes,
        };

        void Add(MessageItem? message, int by)
        {
            foreach (var box in message?.Places.Boxes.Keys ?? [])
            {
                var counts = boxes.GetValueOrDefault(box);
                boxes[box] = new BoxCounts(counts.Stored + by, counts.Pending + (message!.IsPending ? by : 0));
                if (boxes[box].Stored == 0)
                    boxes.Remove(box);
            }
        }
    }

    private static IReadOnlyList<PatchOperation> Changing(MessageItem message) =>
    [
        PatchOperation.Set("/version", message.Version), PatchOperation.Set("/indexed", message.Indexed),
        PatchOperation.Set("/pending", message.Pending), PatchOperation.Set("/within", message.Within),
        PatchOperation.Set("/places", message.Places), PatchOperation.Set("/mailbox", message.Mailbox),
        PatchOperation.Set("/thread", message.Thread), PatchOperation.Set("/reading", message.Reading),
    ];

    [SuppressMessage("Style", "IDE0072", Justification = "All kinds there are.")]
    private static Type TypeOf(string id) => id[..(id.IndexOf(':', StringComparison.Ordinal) + 1)] switch
    {
        MailKeys.Messages => typeof(MessageItem),
        MailKeys.Places => typeof(PlaceItem),
        MailKeys.References => typeof(ReferenceItem),
        MailKeys.Aliases => typeof(AliasItem),
        MailKeys.Tombstones => typeof(TombstoneItem),
        MailKeys.AllRemoved => typeof(RemovedItem),
        MailKeys.AllGone or MailKeys.AllSaving => typeof(LeftoverItem),
        MailKeys.AllAside => typeof(AsideItem),
        MailKeys.Mailboxes => typeof(MailboxItem),
        MailKeys.Folders => typeof(FolderItem),
        _ => throw new InvalidOperationException($"No item of mail has an id like {id}."),
    };
}
