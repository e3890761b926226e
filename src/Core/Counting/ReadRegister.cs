using InboxMind.Core.Index;
using InboxMind.Core.Mail.Heads;
using InboxMind.Core.Search;

namespace InboxMind.Core.Counting;

/// <summary>Reads the register of an owner's mail, and keeps those used last in memory. Where the store tells what changed, only that
/// is read; elsewhere one is kept as long as index and store are as they were.</summary>
public sealed class ReadRegister(
    IMailStore store, IMailIndex index, IMailboxStore mailboxes, IUserStore users, IPersonMerges merges, IHeadPacks? packs = null)
    : IUserData, IOwnAddresses, IMergedPeople
{
    /// <summary>Heads of all owners kept in memory, each about 150 bytes. A larger mailbox is kept while it is the last that was
    /// used.</summary>
    private const int MaxKept = 300_000;

    /// <summary>Heads read at once.</summary>
    private const int Together = 1_000;

    /// <summary>How often changes are put beside what is kept, before all is read anew.</summary>
    private const int MaxFollowed = 100;

    /// <summary>The share of all mail that an address has to take part in to be taken for the owner's.</summary>
    private const double OwnShare = 0.6;

    private static readonly string[] SentFolders =
    [
        "sent", "sent mail", "sent items", "sent messages", "sent objects", "gesendet", "gesendete elemente", "gesendete objekte",
        "gesendete nachrichten",
    ];

    private readonly Lock _lock = new();
    private readonly LinkedList<(UserId User, string State, long Mark, MailRegister Register)> _kept = new();

    /// <summary>Reads it.</summary>
    public async Task<MailRegister> ReadAsync(Owner owner, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(owner);
        var said = await merges.ListAsync(owner, cancellation);
        var merged = string.Join(' ', said.Select(static m => $"{m.Id}{m.IsSame}"));
        if (store is IHeadChanges account)
            return await FollowAsync(owner, account, said, merged, cancellation);
        var indexed = await index.StateAsync(owner, cancellation);
        var state = $"{indexed.Id} {indexed.Revision} {await store.CountAsync(owner, cancellation)} {merged}";
        var register = Kept(owner) is { } kept && kept.State == state ? kept.Register : await AllAsync(owner, said, cancellation);
        Keep(owner, state, mark: 0, register);
        return register;
    }

    /// <summary>Brings the register that is kept up to date, or reads it as a whole.</summary>
    private async Task<MailRegister> FollowAsync(
        Owner owner, IHeadChanges account, IReadOnlyList<PersonMerge> said, string merged, CancellationToken cancellation)
    {
        if (Kept(owner) is { } kept && kept.Register.Table.Followed < MaxFollowed
            && await account.SinceAsync(owner, kept.Mark, cancellation) is { } changes)
        {
            var register = kept.Register;
            if (changes.Heads.Count > 0 || changes.Gone.Count > 0 || kept.State != merged)
                register = await OfAsync(owner, register.Table.After(changes), said, cancellation);

            // The account of an erased user's mail is erased too.
            if (register.Newest.Count == await store.CountAsync(owner, cancellation))
            {
                Keep(owner, merged, changes.Mark, register);
                return register;
            }
        }

        var mark = await account.MarkAsync(owner, cancellation);
        var all = await AllAsync(owner, said, cancellation);
        Keep(owner, merged, mark, all);
        return all;
    }

    private async Task<MailRegister> AllAsync(Owner owner, IReadOnlyList<PersonMerge> said, CancellationToken cancellation)
    {
        if (packs is not null && await packs.ReadAsync(owner, cancellation) is { } kept)
            return await OfAsync(owner, new HeadTable(kept), said, cancellation);
        var all = new List<HeadPack>();
        for (EmailId? after = null; ;)
        {
            var some = await store.HeadsAsync(owner, after, Together, cancellation);
            all.Add(HeadPack.Of(some));
            if (some.Count < Together)
                break;
            after = some[^1].Id;
        }

        return await OfAsync(owner, new HeadTable(all), said, cancellation);
    }

    private async Task<MailRegister> OfAsync(
        Owner owner, HeadTable table, IReadOnlyList<PersonMerge> said, CancellationToken cancellation) =>
        new(table, said) { Own = await OwnOfAsync(owner, table, cancellation) };

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> OwnAsync(Owner owner, CancellationToken cancellation) =>
        (await ReadAsync(owner, cancellation)).Own;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> MergedAsync(Owner owner, string typed, CancellationToken cancellation)
    {
        // Hardly anyone merged somebody: the register is not read for nothing.
        var together = new MergedAddresses(await merges.ListAsync(owner, cancellation));
        if (together.IsEmpty)
            return [];
        var named = (await ReadAsync(owner, cancellation)).People.Find(typed) is { IsOrganisation: false } found ? found.Addresses : [];
        return [.. named.Where(a => together.With(a).Count > 1).Concat(together.Of(typed)).Distinct()];
    }

    /// <summary>Forgets what is kept of the owner.</summary>
    public Task<bool> EraseAsync(Owner owner, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(owner);
        lock (_lock)
            return Task.FromResult(Remove(owner.User));
    }

    private (string State, long Mark, MailRegister Register)? Kept(Owner owner)
    {
        lock (_lock)
        {
            foreach (var (user, state, mark, register) in _kept)
            {
                if (user == owner.User)
                    return (state, mark, register);
            }

            return null;
        }
    }

    private void Keep(Owner owner, string state, long mark, MailRegister register)
    {
        lock (_lock)
        {
            Remove(owner.User);
            _kept.AddFirst((owner.User, state, mark, register));
            while (_kept.Count > 1 && _kept.Sum(static k => k.Register.Newest.Count) > MaxKept)
                _kept.RemoveLast();
        }
    }

    private bool Remove(UserId user)
    {
        for (var node = _kept.First; node is not null; node = node.Next)
        {
            if (node.Value.User == user)
            {
                _kept.Remove(node);
                return true;
            }
        }

        return false;
    }

    /// <summary>The addresses that the owner's mailboxes and account have; else those that mail in folders for sent mail comes from; else
    /// the one that nearly all mail is from or to.</summary>
    private async Task<IReadOnlySet<string>> OwnOfAsync(Owner owner, HeadTable table, CancellationToken cancellation)
    {
        var own = (await mailboxes.ListAsync(owner, cancellation)).Select(static m => m.Connection?.User)
            .Append((await users.GetAsync(owner, cancellation))?.Email).OfType<string>()
            .Where(static a => a.Contains('@')).Select(static a => a.ToLowerInvariant()).ToHashSet();
        var folders = new MailFilter { Folders = SentFolders };
        var sent = (await store.ListAsync(owner, new MailConditions(folders, null), new MailRange(null, 0, int.MaxValue), cancellation))
            .Select(static p => p.Id).ToHashSet();
        own.UnionWith(SendersOf(table, sent));
        if (own.Count == 0 && MostSeen(table) is { } most)
            own.Add(most);
        return own;
    }

    /// <summary>Who sent these; who sent less than a tenth of what another did is left out.</summary>
    private static IEnumerable<string> SendersOf(HeadTable table, HashSet<EmailId> sent)
    {
        if (sent.Count == 0)
            return [];
        var senders = Enumerable.Range(0, table.Count).Where(rank => sent.Contains(table.Id(rank))).Select(rank => table[rank])
            .Where(static h => h.From.Count > 0).CountBy(static h => KnownPeople.Fold(h.Sender)).ToList();
        var most = senders.Select(static s => s.Value).DefaultIfEmpty().Max();
        return senders.Where(s => s.Value * 10 >= most).Select(static s => s.Key);
    }

    /// <summary>The address that nearly all mail is from or to; null when there is none.</summary>
    private static string? MostSeen(HeadTable table)
    {
        // Each mail counts once for an address, however often it stands there.
        var (counts, last) = (new int[table.Addresses.FoldedCount], new int[table.Addresses.FoldedCount]);
        for (var rank = 0; rank < table.Count; rank++)
        {
            table.Visit(rank, (address, _) =>
            {
                var folded = table.Addresses.Folded(address);
                if (last[folded] != rank + 1)
                    (last[folded], counts[folded]) = (rank + 1, counts[folded] + 1);
            });
        }

        var most = Enumerable.Range(0, counts.Length).Where(static i => i != AddressNumbers.Empty).OrderByDescending(i => counts[i])
            .ThenBy(table.Addresses.FoldedText, StringComparer.Ordinal).FirstOrDefault();
        return most != AddressNumbers.Empty && counts[most] >= table.Count * OwnShare ? table.Addresses.FoldedText(most) : null;
    }
}
