using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Sync.Fetching;

namespace InboxMind.Core.Sync.Folders;

/// <summary>Keeps what is stored of an open folder whose UIDVALIDITY changed: messages that are the same get their new numbers, and only
/// the others are looked at. Some servers renumber a folder each time it is opened.</summary>
internal sealed class RenumberFolder(SyncRun run, ISyncedMail mail, KnownMail known, IOpenFolder folder, DateOnly? since)
{
    /// <summary>Messages asked about at a time.</summary>
    private const int Window = 2_000;

    /// <summary>Larger folders are compared header by header, in batches, so that memory stays bounded.</summary>
    private const int MaxMails = 500_000;

    /// <summary>Of the newest ones all header bytes are compared: a mail that takes the Message-ID and size of one that is gone came after
    /// it.</summary>
    private const int Checked = 64;

    /// <summary>Whether something is stored that was not found again, so that it may turn up in another place.</summary>
    public bool LeavesSome { get; private set; }

    /// <summary>The flags of the messages that were found again.</summary>
    public IReadOnlyList<RemoteFlags> Flags { get; private set; } = [];

    /// <summary>Renumbers.</summary>
    /// <returns>The UIDs that are still to be looked at, the newest first; null for all, since it cannot be told which are the
    /// same.</returns>
    public async Task<IReadOnlyList<UidRange>?> RenumberAsync(CancellationToken cancellation)
    {
        var (name, validity) = (folder.State.Name, folder.State.UidValidity);
        var stored = await mail.ListNumberedAsync(run.Owner, run.Mailbox.Id, name, validity, MaxMails + 1, cancellation);
        LeavesSome = stored.Count > 0;
        if (stored.Count is 0 or > MaxMails || await folder.ListAsync(cancellation) is not { Count: <= MaxMails } there)
            return null;
        var names = stored.Where(static s => s.MessageId.Length > 0).GroupBy(static s => (s.MessageId, s.Size))
            .ToDictionary(static g => g.Key);
        var remote = await DescribeAsync(there, cancellation);
        if (remote is null)
            return null;
        var same = remote.Where(static r => r.MessageId.Length > 0).GroupBy(static r => (r.MessageId, r.Mail.Size))
            .Where(g => g.Count() == 1 && names.TryGetValue(g.Key, out var one) && one.Count() == 1)
            .Select(g => (From: names[g.Key].Single(), To: g.Single().Mail)).OrderByDescending(static s => s.To.Uid).ToList();

        var newest = same.Take(Checked).ToList();
        var byHeaders = await known.FindAsync(folder, [.. newest.Select(static s => s.To)], byHeaders: true, cancellation);
        if (newest.Any(s => !byHeaders.TryGetValue(s.To.Uid, out var id) || id != s.From.Id))
            return null;

        var placed = (await mail.ListAsync(run.Owner, run.Mailbox.Id, name, validity, new UidRange(1, uint.MaxValue), cancellation))
            .Select(static p => p.Uid).ToHashSet();
        foreach (var some in same.Where(s => !placed.Contains(s.To.Uid)).Chunk(Window).ToList())
        {
            placed.UnionWith(
                await mail.RenumberAsync(run.Owner, run.Lease, name, validity, [.. some.Select(static s => (s.From, s.To.Uid))],
                    cancellation));
            run.NoteStep();
        }

        Flags = [.. remote.Select(static r => r.Mail).Where(m => placed.Contains(m.Uid)).Select(static m => m.Flags)];
        LeavesSome = stored.Count > same.Count;
        return RangesOf(await WantedAsync(there.Where(u => !placed.Contains(u)).ToList(), remote, names.Keys.ToHashSet(), cancellation));
    }

    /// <summary>What is older than what is wanted is looked at only when it may be stored.</summary>
    private async Task<List<uint>> WantedAsync(
        List<uint> rest, List<(RemoteMail Mail, string MessageId)> remote, HashSet<(string, long)> names, CancellationToken cancellation)
    {
        if (since is null || rest.Count == 0)
            return rest;
        var inTime = (await folder.FindAsync(new UidRange(1, uint.MaxValue), since, cancellation)).ToHashSet();
        var mayBeStored = remote.Where(r => r.MessageId.Length == 0 || names.Contains((r.MessageId, r.Mail.Size)))
            .Select(static r => r.Mail.Uid).ToHashSet();
        return [.. rest.Where(u => inTime.Contains(u) || mayBeStored.Contains(u))];
    }

    private async Task<List<(RemoteMail Mail, string MessageId)>?> DescribeAsync(IReadOnlyList<uint> there, CancellationToken cancellation)
    {
        var all = new List<(RemoteMail, string)>(there.Count);
        try
        {
            foreach (var some in there.Chunk(Window))
            {
                var ids = await folder.MessageIdsAsync(some, cancellation);
                all.AddRange((await folder.DescribeAsync(some, cancellation)).DistinctBy(static m => m.Uid)
                    .Select(m => (m, ids.TryGetValue(m.Uid, out var field) ? MimeReader.MessageId(field) : "")));
                run.NoteStep();
            }
        }
        catch (MailServerException e) when (e.Trouble == MailServerTrouble.Command)
        {
            return null;
        }

        return all;
    }

    private static List<UidRange> RangesOf(List<uint> uids)
    {
        var ranges = new List<UidRange>();
        foreach (var uid in uids.OrderDescending())
        {
            if (ranges.Count > 0 && ranges[^1].First == uid + 1)
                ranges[^1] = ranges[^1] with { First = uid };
            else
                ranges.Add(new UidRange(uid, uid));
        }

        return ranges;
    }
}
