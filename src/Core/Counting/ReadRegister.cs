using InboxMind.Core.Index;
using InboxMind.Core.Search;

namespace InboxMind.Core.Counting;

/// <summary>Reads the register of an owner's mail, and keeps those used last in memory. Where the store tells what changed, only that
/// is read; elsewhere one is kept as long as index and store are as they were.</summary>
public sealed class ReadRegister(
    IMailStore store, IMailIndex index, IMailboxStore mailboxes, IUserStore users, IPersonMerges merges)
    : IUserData, IOwnAddresses, IMergedPeople
{
    /// <summary>Heads of all owners kept in memory, each about half a kilobyte. A larger mailbox is kept while it is the last that was
    /// used.</summary>
    private const int MaxKept = 100_000;

    /// <summary>Heads read at once.</summary>
    private const int Together = 1_000;

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
        if (Kept(owner) is { } kept && await account.SinceAsync(owner, kept.Mark, cancellation) is { } changes)
        {
            var register = kept.Register;
            if (changes.Heads.Count > 0 || changes.Gone.Count > 0 || kept.State != merged)
            {
                var heads = register.After(changes);
                register = new MailRegister(heads, said) { Own = await OwnOfAsync(owner, heads, cancellation) };
                register.TakeTexts(kept.Register);
            }

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
        var heads = new List<MailHead>();
        var shared = new Dictionary<MailAddress, MailAddress>();
        for (EmailId? after = null; ;)
        {
            var some = await store.HeadsAsync(owner, after, Together, cancellation);
            heads.AddRange(some.Select(h => Shared(h, shared)));
            if (some.Count < Together)
                break;
            after = some[^1].Id;
        }

        return new MailRegister(heads, said) { Own = await OwnOfAsync(owner, heads, cancellation) };
    }

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
    private async Task<IReadOnlySet<string>> OwnOfAsync(Owner owner, IReadOnlyList<MailHead> heads, CancellationToken cancellation)
    {
        var own = (await mailboxes.ListAsync(owner, cancellation)).Select(static m => m.Connection?.User)
            .Append((await users.GetAsync(owner, cancellation))?.Email).OfType<string>()
            .Where(static a => a.Contains('@')).Select(static a => a.ToLowerInvariant()).ToHashSet();
        var folders = new MailFilter { Folders = SentFolders };
        var sent = (await store.ListAsync(owner, new MailConditions(folders, null), new MailRange(null, 0, int.MaxValue), cancellation))
            .Select(static p => p.Id).ToHashSet();
        var senders = heads.Where(h => sent.Contains(h.Id)).SelectMany(static h => h.From.Take(1)).Select(KnownPeople.Fold)
            .CountBy(static a => a)
            .ToList();
        own.UnionWith(senders.Where(s => s.Value * 10 >= senders.Max(static o => o.Value)).Select(static s => s.Key));
        if (own.Count > 0 || heads.Count == 0)
            return own;
        var most = heads.SelectMany(static h => h.From.Concat(h.To).Concat(h.Cc).Select(KnownPeople.Fold).Distinct()).CountBy(static a => a)
            .MaxBy(static a => a.Value);
        if (most.Value >= heads.Count * OwnShare)
            own.Add(most.Key);
        return own;
    }

    /// <summary>The same address is one object however many mails have it.</summary>
    private static MailHead Shared(MailHead head, Dictionary<MailAddress, MailAddress> shared) => head with
    {
        From = All(head.From, shared),
        To = All(head.To, shared),
        Cc = All(head.Cc, shared),
    };

    private static MailAddress[] All(IReadOnlyList<MailAddress> all, Dictionary<MailAddress, MailAddress> shared)
    {
        if (all.Count == 0)
            return [];
        var same = new MailAddress[all.Count];
        for (var i = 0; i < same.Length; i++)
        {
            if (!shared.TryGetValue(all[i], out var known))
                shared[all[i]] = known = all[i];
            same[i] = known;
        }

        return same;
    }
}
