using System.Runtime.CompilerServices;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Sync.Fetching;

/// <summary>Reads what is pending in an open folder from the server, the newest first, in batches.</summary>
internal sealed class ReadBatches(
    SyncRun run, ISyncedMail mail, KnownMail known, IOpenFolder folder, FolderCheckpoint state, bool byHeaders)
{
    /// <summary>Messages in one FETCH: few enough that what a batch needs is garbage before the collector has moved it to old
    /// memory.</summary>
    private const int BatchMails = 128;

    /// <summary>A batch ends early at this size, so that memory stays bounded: three of them are on their way at a time.</summary>
    private const long BatchBytes = 3 * 1024 * 1024;

    /// <summary>When so many mails in a row are not delivered and no other of the batch is, the server is at fault, not they.</summary>
    private const int MaxRefused = 16;

    /// <summary>Runs that failed in a row, after which mails are at fault all the same.</summary>
    private const int MaxPatience = 3;

    /// <summary>Messages described in one FETCH.</summary>
    private const int DescribeMails = 1_000;

    /// <summary>Messages that the server refuses to describe.</summary>
    private readonly HashSet<uint> _undescribed = [];

    /// <summary>Reads until nothing is pending.</summary>
    public async IAsyncEnumerable<FetchedBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var i = 0; i < state.Pending.Count; i++)
        {
            var range = state.Pending[i];
            var later = state.Pending.Skip(i + 1).ToList();
            var placed = state.Widening ? await PlacedAsync(range, cancellation) : [];
            var since = run.Mailbox.Sync.Since;
            var wanted = (await folder.FindAsync(range, since, cancellation)).ToHashSet();

            // What was moved here, or is renumbered, may be stored although it is older than what is wanted now.
            var found = byHeaders && since is not null ? await folder.FindAsync(range, since: null, cancellation) : wanted.AsEnumerable();
            var uids = found.Where(u => u >= range.First && u <= range.Last && !placed.Contains(u)).Distinct().OrderDescending().ToArray();
            var laterOnes = (state with { Pending = later }).ToFetch;
            for (var start = 0; start < uids.Length;)
            {
                var asked = new ArraySegment<uint>(uids, start, Math.Min(DescribeMails, uids.Length - start));
                var described = await DescribeAsync(asked, cancellation);
                start += asked.Count;
                var done = start - asked.Count;
                foreach (var batch in Cut(described))
                {
                    done += batch.Count;

                    // The range shrinks to below the lowest UID that was dealt with; the last batch takes with it what is gone.
                    var isLast = batch[^1] == described[^1];
                    var lowest = isLast ? asked[^1] : batch[^1].Uid;
                    yield return await ReadAsync(batch, wanted, Rest(range, lowest, later), cancellation) with
                    {
                        ToFetch =
                        uids.Length - done + laterOnes
                    };
                }

                if (described.Count == 0)
                    yield return Empty(Rest(range, asked[^1], later), uids.Length - start + laterOnes);
            }

            yield return Empty(later, laterOnes);
        }
    }

    /// <summary>Describes messages, the newest first. What is left out is asked for once more before it counts as gone: the library
    /// mistakes one message for another when the server says in the middle of its answer that a third one is gone.</summary>
    private async Task<List<RemoteMail>> DescribeAsync(IReadOnlyList<uint> uids, CancellationToken cancellation)
    {
        var asked = uids.ToHashSet();
        var (told, refused) = await FewerAtATime.AskAsync(uids, some => folder.DescribeAsync(some, cancellation));
        var found = told.Where(m => asked.Remove(m.Uid)).ToList();
        foreach (var uid in refused.Where(asked.Remove))
            found.Add(new RemoteMail(uid, new RemoteFlags(uid, MailFlags.None), 0, Received: null, RemoteId: null));
        _undescribed.UnionWith(refused);
        if (asked.Count > 0)
            found.AddRange((await folder.DescribeAsync([.. asked], cancellation)).Where(m => asked.Remove(m.Uid)));
        return [.. found.OrderByDescending(static m => m.Uid)];
    }

    /// <summary>What is stored already. A run that was killed between storing and queueing leaves the latter to the sweep of unindexed
    /// mail.</summary>
    private async Task<HashSet<uint>> PlacedAsync(UidRange range, CancellationToken cancellation) =>
        [.. (await mail.ListAsync(run.Owner, run.Mailbox.Id, state.Name, state.UidValidity, range, cancellation))
            .Select(static p => p.Uid)];

    private async Task<FetchedBatch> ReadAsync(
        List<RemoteMail> batch, HashSet<uint> inTime, List<UidRange> rest, CancellationToken cancellation)
    {
        var problems = new Dictionary<uint, FetchProblem>();
        foreach (var mail in batch)
        {
            if (run.Delivery.IsUndeliverable(state.Name, mail.Uid))
                problems[mail.Uid] = new FetchProblem("the connection breaks whenever the server delivers it", MayPass: true);
            else if (_undescribed.Contains(mail.Uid))
                problems[mail.Uid] = new FetchProblem("the server refuses to tell of it", MayPass: true);
            else if (mail.Size > RawMail.MaxBytes)
                problems[mail.Uid] = new FetchProblem($"it is longer than {RawMail.MaxBytes / (1024 * 1024)} MB", MayPass: false);
        }

        var stored = await known.FindAsync(folder, [.. batch.Where(m => !problems.ContainsKey(m.Uid))], byHeaders, cancellation);
        var tooOld = batch.Select(static m => m.Uid).Where(u => !inTime.Contains(u) && !stored.ContainsKey(u)).ToHashSet();
        foreach (var uid in tooOld)
            problems.Remove(uid);
        var wanted = batch.Select(static m => m.Uid)
            .Where(u => !stored.ContainsKey(u) && !problems.ContainsKey(u) && !tooOld.Contains(u)).ToList();
        var raw = new Dictionary<uint, ReadOnlyMemory<byte>>(wanted.Count);
        await FetchAsync(wanted, raw, cancellation);

        // What was not delivered with the others is asked for alone.
        var gone = tooOld;
        var refused = 0;
        foreach (var uid in wanted.Where(u => !raw.ContainsKey(u)))
        {
            await FetchAsync([uid], raw, cancellation);
            if (raw.ContainsKey(uid))
                continue;
            if (!(await folder.DescribeAsync([uid], cancellation)).Any(m => m.Uid == uid))
            {
                gone.Add(uid);
                continue;
            }

            problems[uid] = new FetchProblem("the server does not deliver it", MayPass: true);
            if (++refused >= MaxRefused && raw.Count == 0 && run.Before.Failures < MaxPatience)
                throw new MailServerException(MailServerTrouble.Command, "The mail server delivers no mail just now.");
        }

        return new FetchedBatch([.. batch.Where(m => !gone.Contains(m.Uid))], stored, raw, problems, rest, 0);
    }

    private async Task FetchAsync(List<uint> uids, Dictionary<uint, ReadOnlyMemory<byte>> raw, CancellationToken cancellation)
    {
        if (uids.Count == 0)
            return;
        using var span = Signals.Begin("imap fetch")?.SetTag("messages", uids.Count);
        var found = await run.Delivery.AskForMailsAsync(state.Name, uids, () => folder.FetchAsync(uids, RawMail.MaxBytes, cancellation));
        foreach (var (uid, bytes) in found)
        {
            if (uids.Contains(uid) && !bytes.IsEmpty)
                raw[uid] = bytes;
        }
    }

    /// <summary>Cuts into batches by number and size; what is suspected of breaking the connection is a batch of its own.</summary>
    private IEnumerable<List<RemoteMail>> Cut(List<RemoteMail> mails)
    {
        var batch = new List<RemoteMail>();
        long bytes = 0;
        foreach (var mail in mails)
        {
            var isSuspect = run.Delivery.IsSuspect(state.Name, mail.Uid);
            if (batch.Count > 0 && (isSuspect || batch.Count >= BatchMails || bytes + mail.Size > BatchBytes))
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }

            batch.Add(mail);
            bytes += mail.Size;
            if (!isSuspect)
                continue;
            yield return batch;
            batch = [];
            bytes = 0;
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private static List<UidRange> Rest(UidRange range, uint lowest, List<UidRange> later) =>
        lowest <= range.First ? later : [new UidRange(range.First, lowest - 1), .. later];

    private static FetchedBatch Empty(List<UidRange> pending, long toFetch) => new(
        [], new Dictionary<uint, EmailId>(), new Dictionary<uint, ReadOnlyMemory<byte>>(), new Dictionary<uint, FetchProblem>(), pending,
        toFetch);
}
