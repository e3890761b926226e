using InboxMind.Core.Sync;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;

namespace InboxMind.Providers.Imap;

/// <summary>An open folder over IMAP.</summary>
internal sealed class ImapOpenFolder(
    BoundedImapClient client, BoundedImapFolder folder, RemoteFolder state, IReadOnlyList<BoundedImapFolder> told, WatchedStream stream,
    ImapErrors errors,
    TimeProvider time)
    : IOpenFolder
{
    /// <summary>What the server may send for a message beside its content.</summary>
    private const long PerMessage = 128 * 1024;

    /// <summary>What it may send in any case: others change the folder meanwhile.</summary>
    private const long Slack = 64 * 1024 * 1024;

    /// <summary>A header that is longer is not compared with what is stored: the library's time grows by the square of a field's
    /// lines.</summary>
    private const long MaxHeaders = 128 * 1024;

    /// <summary>No folder has more messages. A hostile server names billions in a few bytes.</summary>
    private const int MaxFound = 10_000_000;

    /// <summary>More messages that are gone are found by looking at what is left.</summary>
    private const int MaxVanished = 1_000_000;

    /// <summary>IDLE is asked for again before servers hang up after 30 minutes (RFC 2177), or routers sooner.</summary>
    private static readonly TimeSpan MaxIdle = TimeSpan.FromMinutes(9);

    /// <summary>How often a server without IDLE is asked.</summary>
    private static readonly TimeSpan MaxWithoutIdle = TimeSpan.FromMinutes(1);

    /// <summary>How long the end of IDLE may stay without an answer until the server counts as gone.</summary>
    private static readonly TimeSpan MaxAfterIdle = TimeSpan.FromSeconds(20);

    private static readonly FormatOptions AsSent = CreateFormat();

    /// <summary>Sizes the server told of late, to know how much it may send.</summary>
    private readonly Dictionary<uint, long> _sizes = [];

    public RemoteFolder State => state;

    public bool TellsVanished => folder.Supports(FolderFeature.QuickResync);

    private MessageSummaryItems Flags => (client.Capabilities & ImapCapabilities.GMailExt1) != 0
        ? MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.GMailLabels
        : MessageSummaryItems.UniqueId | MessageSummaryItems.Flags;

    private MessageSummaryItems RemoteIds => (client.Capabilities & ImapCapabilities.GMailExt1) != 0
        ? MessageSummaryItems.GMailMessageId | MessageSummaryItems.GMailThreadId
        : (client.Capabilities & ImapCapabilities.ObjectID) != 0 ? MessageSummaryItems.EmailId | MessageSummaryItems.ThreadId
        : MessageSummaryItems.None;

    public Task<IReadOnlyList<uint>?> ListAsync(CancellationToken cancellation) => errors.GuardAsync<IReadOnlyList<uint>?>(
        async () =>
        {
            var (found, isWhole) = await ListAsync(new UidRange(1, uint.MaxValue), cancellation);
            return isWhole ? found : null;
        },
        cancellation);

    public Task<IReadOnlyList<uint>> FindAsync(UidRange range, DateOnly? since, CancellationToken cancellation) =>
        errors.GuardAsync<IReadOnlyList<uint>>(
            async () => since is null && range.First == 1 && range.Last >= (folder.UidNext?.Id ?? uint.MaxValue) - 1
                ? (await ListAsync(range, cancellation)).Uids
                : await SearchAsync(range, since, cancellation),
            cancellation);

    public Task<IReadOnlyList<RemoteMail>> DescribeAsync(IReadOnlyList<uint> uids, CancellationToken cancellation) =>
        errors.GuardAsync<IReadOnlyList<RemoteMail>>(
            async () =>
            {
                stream.Allow(Slack + (uids.Count * PerMessage));
                _sizes.Clear();
                var found =
                    await folder.FetchAsync(Set(uids),
                        new FetchRequest(Flags | RemoteIds | MessageSummaryItems.Size | MessageSummaryItems.InternalDate), cancellation);
                var result = new List<RemoteMail>(found.Count);
                foreach (var item in found.Where(i => i.UniqueId.IsValid && !IsDraftAmongAll(i)))
                {
                    _sizes[item.UniqueId.Id] = item.Size ?? 0;
                    result.Add(new RemoteMail(item.UniqueId.Id, ImapFlags.From(item), item.Size
                        ?? 0, item.InternalDate, RemoteIdOf(item))
                    { RemoteThread = RemoteThreadOf(item) });
                }

                return result;
            },
            cancellation);

    public Task<IReadOnlyDictionary<uint, ReadOnlyMemory<byte>>> HeadersAsync(IReadOnlyList<uint> uids, CancellationToken cancellation) =>
        HeadersAsync(uids, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Headers), cancellation);

    public Task<IReadOnlyDictionary<uint,
    ReadOnlyMemory<byte>>> MessageIdsAsync(IReadOnlyList<uint> uids, CancellationToken cancellation) =>
        HeadersAsync(uids, new FetchRequest(MessageSummaryItems.UniqueId, [HeaderId.MessageId]), cancellation);

    private Task<IReadOnlyDictionary<uint, ReadOnlyMemory<byte>>> HeadersAsync(
        IReadOnlyList<uint> uids, FetchRequest request, CancellationToken cancellation) =>
        errors.GuardAsync<IReadOnlyDictionary<uint, ReadOnlyMemory<byte>>>(
            async () =>
            {
                stream.Allow(Slack + (uids.Count * PerMessage));
                var result = new Dictionary<uint, ReadOnlyMemory<byte>>(uids.Count);
                errors.Words.MaxLiteral = MaxHeaders;
                try
                {
                    foreach (var item in await folder.FetchAsync(Set(uids), request, cancellation))
                    {
                        if (item.Headers is { } headers)
                            result[item.UniqueId.Id] = headers.Count > 0 ? Bytes(headers) : default;
                    }

                    foreach (var uid in result.Where(static h => h.Value.IsEmpty).Select(static h => h.Key).ToList())
                        result[uid] = await HeaderAsync(new UniqueId(uid), cancellation);
                }
                finally
                {
                    errors.Words.MaxLiteral = long.MaxValue;
                }

                return result;
            },
            cancellation);

    /// <summary>A header that the library cannot take apart, such as one below the line of an mbox, as it is.</summary>
    private async Task<ReadOnlyMemory<byte>> HeaderAsync(UniqueId uid, CancellationToken cancellation)
    {
        try
        {
            using var content = await folder.GetStreamAsync(uid, "HEADER", cancellation);
            using var header = new MemoryStream();
            await content.CopyToAsync(header, cancellation);
            return header.ToArray();
        }
        catch (MessageNotFoundException)
        {
            // It went meanwhile.
            return default;
        }
    }

    public Task<IReadOnlyDictionary<uint, ReadOnlyMemory<byte>>> FetchAsync(
        IReadOnlyList<uint> uids, int maxBytes, CancellationToken cancellation) =>
            errors.GuardAsync<IReadOnlyDictionary<uint, ReadOnlyMemory<byte>>>(
        async () =>
        {
            // Servers may tell a size that is not quite the true one.
            stream.Allow(Slack + uids.Sum(u => PerMessage + (4 * _sizes.GetValueOrDefault(u))));
            folder.MaxBytes = maxBytes;
            var result = new Dictionary<uint, ReadOnlyMemory<byte>>(uids.Count);
            try
            {
                await folder.GetStreamsAsync(
                    Set(uids),
                    (_, _, uid, content, _) =>
                    {
                        var bytes = (MemoryStream)content;
                        result[uid.Id] = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
                        return Task.CompletedTask;
                    },
                    cancellation);
            }
            catch (ImapCommandException e) when (errors.IsAboutMail(e))
            {
                // Some servers refuse the whole command for one message they cannot deliver; what came, came.
            }

            return result;
        },
        cancellation);

    public Task<IReadOnlyList<RemoteFlags>> FlagsAsync(UidRange range, CancellationToken cancellation) =>
        errors.GuardAsync<IReadOnlyList<RemoteFlags>>(
            async () =>
            {
                stream.Allow(Slack + (Math.Min(range.Last - range.First, 100_000L) * PerMessage));
                return [.. (await folder.FetchAsync(Set(range), new FetchRequest(Flags), cancellation))
                    .Where(static i => i.Flags is not null).Select(ImapFlags.From)];
            },
            cancellation);

    public Task<FolderChanges> ChangesAsync(UidRange range, ulong sinceModSeq, CancellationToken cancellation) => errors.GuardAsync(
        async () =>
        {
            stream.Allow(4 * Slack);
            var vanished = new List<UidRange>();
            folder.MessagesVanished += Note;
            try
            {
                var changed = await folder.FetchAsync(Set(range), new FetchRequest(Flags) { ChangedSince = sinceModSeq }, cancellation);
                return new FolderChanges(
                    [.. changed.Where(static i => i.Flags is not null).Select(ImapFlags.From)],
                    TellsVanished && vanished.Count <= MaxVanished ? vanished : null);
            }
            finally
            {
                folder.MessagesVanished -= Note;
            }

            void Note(object? sender, MessagesVanishedEventArgs e) =>
                vanished.AddRange(One(e.UniqueIds).Take(MaxVanished + 1 - vanished.Count).Select(static uid => new UidRange(uid, uid)));
        },
        cancellation);

    public Task<bool> WaitForChangeAsync(TimeSpan atMost, CancellationToken cancellation) => errors.GuardAsync(
        async () =>
        {
            stream.Allow(Slack);
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var changed = false;
            folder.CountChanged += Note;
            folder.MessageExpunged += Note;
            folder.MessagesVanished += Note;
            folder.MessageFlagsChanged += Note;
            client.FolderCreated += NoteFolder;
            foreach (var other in told)
            {
                other.CountChanged += Note;
                other.UidNextChanged += Note;
                other.HighestModSeqChanged += Note;
                other.Renamed += NoteRenamed;
                other.Deleted += Note;
            }

            var silence = stream.Silence;
            try
            {
                var hasIdle = (client.Capabilities & ImapCapabilities.Idle) != 0;
                var most = hasIdle ? MaxIdle : MaxWithoutIdle;
                var wait = atMost < most ? atMost : most;
                if (!hasIdle)
                {
                    await Task.Delay(wait, time, cancellation);
                    await client.NoOpAsync(cancellation);
                    return changed;
                }

                stream.Silence = wait + MaxAfterIdle;
                using var timer = time.CreateTimer(_ => Cancel(done), null, wait, Timeout.InfiniteTimeSpan);
                await client.IdleAsync(done.Token, cancellation);
                return changed;
            }
            finally
            {
                stream.Silence = silence;
                folder.CountChanged -= Note;
                folder.MessageExpunged -= Note;
                folder.MessagesVanished -= Note;
                folder.MessageFlagsChanged -= Note;
                client.FolderCreated -= NoteFolder;
                foreach (var other in told)
                {
                    other.CountChanged -= Note;
                    other.UidNextChanged -= Note;
                    other.HighestModSeqChanged -= Note;
                    other.Renamed -= NoteRenamed;
                    other.Deleted -= Note;
                }
            }

            void NoteFolder(object? sender, FolderCreatedEventArgs e) => Note(sender, e);

            void NoteRenamed(object? sender, FolderRenamedEventArgs e) => Note(sender, e);

            void Note(object? sender, EventArgs e)
            {
                changed = true;
                Cancel(done);
            }
        },
        cancellation);

    private async Task<IReadOnlyList<uint>> SearchAsync(UidRange range, DateOnly? since, CancellationToken cancellation)
    {
        stream.Allow(Slack);
        SearchQuery query = SearchQuery.Uids(Set(range));
        if (since is { } day)
            query = query.And(SearchQuery.DeliveredAfter(day.ToDateTime(TimeOnly.MinValue)));

        var found = One(await folder.SearchAsync(query, cancellation)).Take(MaxFound + 1).ToList();
        return found.Count > MaxFound
            ? throw new IOException("The mail server names more messages than a folder can have.")
            : [.. found.Where(u => u >= range.First && u <= range.Last).Order()];
    }

    /// <summary>All messages up to a UID. A search that finds fewer than the folder has is not believed: then each message is asked for its
    /// number.</summary>
    /// <returns>The UIDs, and whether they are all.</returns>
    private async Task<(IReadOnlyList<uint> Uids, bool IsWhole)> ListAsync(UidRange range, CancellationToken cancellation)
    {
        var before = folder.Count;
        var found = await SearchAsync(range, since: null, cancellation);
        if (found.Count >= Math.Min(before, folder.Count))
            return (found, true);
        stream.Allow(Slack);
        var all = await folder.FetchAsync(Set(range), new FetchRequest(MessageSummaryItems.UniqueId), cancellation);
        found = [.. all.Select(static i => i.UniqueId.Id).Where(u => u >= range.First && u <= range.Last).Union(found).Order()];
        return (found, found.Count >= Math.Min(before, folder.Count));
    }

    /// <summary>UIDs one by one: the library's count of billions overflows, so nothing may rely on it.</summary>
    private static IEnumerable<uint> One(IEnumerable<UniqueId> uids)
    {
        foreach (var uid in uids)
            yield return uid.Id;
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The timer rang when the wait was over already.
        }
    }

    private UniqueIdRange Set(UidRange range) => new(folder.UidValidity, range.First, range.Last);

    /// <summary>What holds every message holds those that are being written, too, under a label: they are no mail yet, and sent they get
    /// another number.</summary>
    private bool IsDraftAmongAll(IMessageSummary item) =>
        state.Use == FolderUse.All && (item.GMailLabels?.Any(static l => l.Equals("\\Draft", StringComparison.OrdinalIgnoreCase)) ?? false);

    private UniqueIdSet Set(IReadOnlyList<uint> uids)
    {
        var set = new UniqueIdSet(folder.UidValidity, SortOrder.Ascending);
        foreach (var uid in uids.Order())
            set.Add(new UniqueId(folder.UidValidity, uid));
        return set;
    }

    private static string? RemoteIdOf(IMessageSummary item) =>
        item.GMailMessageId is { } gmail ? $"gm:{gmail:x}" : item.EmailId is { Length: > 0 and <= 255 } id ? $"e:{id}" : null;

    private static string? RemoteThreadOf(IMessageSummary item) =>
        item.GMailThreadId is { } gmail ? $"gm:{gmail:x}" : item.ThreadId is { Length: > 0 and <= 255 } id ? $"t:{id}" : null;

    private static ReadOnlyMemory<byte> Bytes(HeaderList headers)
    {
        using var output = new MemoryStream();
        headers.WriteTo(AsSent, output);
        var text = output.GetBuffer().AsSpan(0, (int)output.Length).TrimEnd("\r\n"u8);
        return (byte[])[.. text, .. "\r\n\r\n"u8];
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
