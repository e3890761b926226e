using InboxMind.Core.Sync.Fetching;

namespace InboxMind.Core.Sync.Folders;

/// <summary>Compares what is stored of an open folder with the server: by QRESYNC, else by CONDSTORE and a look at which UIDs are left
/// (RFC 7162), else flag by flag.</summary>
internal sealed class CompareFolder(SyncRun run, ISyncedMail mail, IOpenFolder folder, FolderLook look)
{
    /// <summary>Messages compared at a time, so that memory stays bounded.</summary>
    private const int Window = 20_000;

    private readonly FolderCheckpoint _state = look.State;

    /// <summary>Writes changed flags, and notes what vanished. Deletes nothing.</summary>
    public async Task CompareAsync(CancellationToken cancellation)
    {
        if (_state.UidNext <= 1)
            return;
        var seen = new UidRange(1, _state.UidNext - 1);

        // A count of changes that is lower than before begins anew, as after a repair of the server: what changed meanwhile is not told.
        if (_state.HighestModSeq == 0 || folder.State.HighestModSeq < _state.HighestModSeq)
        {
            await CompareFlagsAsync(seen, cancellation);
            return;
        }

        IReadOnlyList<UidRange>? vanished = folder.TellsVanished ? [] : null;
        if (folder.State.HighestModSeq != _state.HighestModSeq)
        {
            FolderChanges changes;
            try
            {
                changes = await folder.ChangesAsync(seen, _state.HighestModSeq, cancellation);
            }
            catch (MailServerException e) when (e.Trouble == MailServerTrouble.Command)
            {
                // It counts changes, and does not tell them.
                await CompareFlagsAsync(seen, cancellation);
                return;
            }

            await ApplyAsync(changes.Flags, cancellation);
            vanished = changes.Vanished;
        }

        if (vanished is null)
        {
            await CompareCountAsync(seen, cancellation);
            return;
        }

        var gone = new UidSet(vanished);
        if (gone.Within(seen) is { } span)
            await NoteVanishedAsync(span, gone.Contains, cancellation);
    }

    /// <summary>Without QRESYNC: as many old messages as before means that none is gone.</summary>
    private async Task CompareCountAsync(UidRange seen, CancellationToken cancellation)
    {
        var arrived = await folder.FindAsync(new UidRange(seen.Last + 1, uint.MaxValue), since: null, cancellation);
        if (folder.State.Exists != _state.Exists + arrived.Count(u => u > seen.Last))
            _ = await CompareUidsAsync(seen, cancellation);
    }

    private async Task CompareFlagsAsync(UidRange seen, CancellationToken cancellation)
    {
        var there = await CompareUidsAsync(seen, cancellation) ?? await folder.FindAsync(seen, since: null, cancellation);
        foreach (var some in there.Where(u => u <= seen.Last).Chunk(Window))
        {
            var (flags, refused) =
                await FewerAtATime.AskAsync(some, uids => folder.FlagsAsync(new UidRange(uids[0], uids[^1]), cancellation));
            look.Flagless.AddRange(refused);
            await ApplyAsync(flags, cancellation);
        }
    }

    /// <returns>The UIDs that are there; null when the server does not tell them all, which is no proof that anything is gone.</returns>
    private async Task<IReadOnlyList<uint>?> CompareUidsAsync(UidRange seen, CancellationToken cancellation)
    {
        var there = await folder.ListAsync(cancellation);
        look.IsCompared = there is not null;
        if (there is null)
            return null;
        var isThere = there.ToHashSet();
        await NoteVanishedAsync(seen, uid => !isThere.Contains(uid), cancellation);
        return there;
    }

    /// <summary>Of what is gone only what is stored counts: a server may name any numbers.</summary>
    private async Task NoteVanishedAsync(UidRange span, Func<uint, bool> isGone, CancellationToken cancellation)
    {
        var stored = await mail.ListAsync(run.Owner, run.Mailbox.Id, _state.Name, _state.UidValidity, span, cancellation);
        var aside = await mail.ListSetAsideAsync(run.Owner, run.Mailbox.Id, _state.Name, _state.UidValidity, cancellation);
        look.Vanished.AddRange(stored.Select(static s => s.Uid).Where(isGone));
        look.VanishedAside.AddRange(aside.Where(u => u <= span.Last && isGone(u)));
    }

    private async Task ApplyAsync(IReadOnlyList<RemoteFlags> flags, CancellationToken cancellation)
    {
        run.NoteStep();
        if (flags.Count == 0)
            return;
        var changed = await mail.SetFlagsAsync(run.Owner, run.Lease, _state.Name, _state.UidValidity, flags, cancellation);
        run.Progress.AddUpdated(changed.Placements);
        look.ToIndex.AddRange(changed.ToIndex);
    }
}
