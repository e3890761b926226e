using System.Globalization;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Search;

namespace InboxMind.Core.Counting;

/// <summary>Counts, groups and lists an owner's mail exactly: over all of it, and without any model.</summary>
public sealed class CountMail(
    ReadRegister registers, IMailIndex index, IMailStore store, MailCopies copies, ReadCoverage coverage, ResolveMe me)
{
    /// <summary>Groups told of one count.</summary>
    public const int MaxGroups = 1_000;

    /// <summary>Counts and lists.</summary>
    public async Task<MailTally> CountAsync(Owner owner, MailQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Range.Limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Range.Limit, MailQuery.MaxLimit);

        // Read first: what is indexed meanwhile is counted, or was told to be missing.
        var pending = (await coverage.ReadAsync(owner, cancellation)).Pending;
        var register = await registers.ReadAsync(owner, cancellation);
        var all = await SelectAsync(owner, register, query, cancellation);
        var once = await copies.WithoutAsync(owner, all, cancellation);
        var (page, next) = Page(once, query.Range);
        return new MailTally(once.Count, all.Count - once.Count, Groups(register, once, query), page, next, pending)
        {
            First = once.Count > 0 ? once[^1] : null,
            Last = once.Count > 0 ? once[0] : null,
        };
    }

    /// <summary>The mails that meet the conditions, copies and all, the newest first.</summary>
    internal async Task<MailHeads> SelectAsync(Owner owner, MailRegister register, MailQuery query, CancellationToken cancellation)
    {
        var (table, filter) = (register.Table, query.Words.Filter);
        var among = await AmongAsync(owner, query, cancellation);
        var people = query.People.Select(p => (p.Part, Addresses: table.Addresses.Among(p.Addresses))).ToList();
        var from = filter.Until is { } until ? table.Before(until) : 0;
        var to = filter.Since is { } since ? table.Before(since) : table.Count;
        var found = new List<int>();
        for (var rank = from; rank < to; rank++)
        {
            if ((query.IsOwn is not { } own || register.IsOwn(rank) == own)
                && people.TrueForAll(p => table.Has(rank, p.Part, p.Addresses)) && IsIn(among, table, rank)
                && IsIn(query.Among, table, rank))
                found.Add(rank);
        }

        return new MailHeads(table, [.. found]);
    }

    private static bool IsIn(IReadOnlySet<EmailId>? among, HeadTable table, int rank) => among?.Contains(table.Id(rank)) != false;

    /// <summary>What the index or the store has to say; null when the heads alone tell.</summary>
    private async Task<HashSet<EmailId>?> AmongAsync(Owner owner, MailQuery query, CancellationToken cancellation)
    {
        var all = new MailRange(null, 0, int.MaxValue);
        var found = query.Words switch
        {
            { NeedsIndex: true } words =>
                await index.ListAsync(owner, await me.ResolveAsync(owner, words, cancellation), null, all, cancellation),
            { Filter: { HasAttachments: not null } or { Folders.Count: > 0 } or { NotFolders.Count: > 0 } } words =>
                await store.ListAsync(owner, new MailConditions(words.Filter, null), all, cancellation),
            _ => null,
        };
        return found?.Select(static p => p.Id).ToHashSet();
    }

    /// <summary>A page of mails, the newest first.</summary>
    internal static (List<MailHead> Page, MailPosition? Next) Page(IReadOnlyList<MailHead> heads, MailRange range)
    {
        IEnumerable<MailHead> ordered = range.OldestFirst ? MailHeads.Reverse(heads) : heads;
        if (range.After is { } after)
            ordered = ordered.SkipWhile(h => Compare(h.Position, after) is var c && (range.OldestFirst ? c <= 0 : c >= 0));
        var page = ordered.Skip(range.Skip).Take(range.Limit + 1).ToList();
        if (page.Count <= range.Limit)
            return (page, null);
        page.RemoveAt(range.Limit);
        return (page, page.Count > 0 ? page[^1].Position : null);
    }

    private static int Compare(MailPosition one, MailPosition other) =>
        one.Date != other.Date ? one.Date.CompareTo(other.Date) : string.CompareOrdinal(one.Id.Value, other.Id.Value);

    private static List<TallyGroup> Groups(MailRegister register, MailHeads heads, MailQuery query)
    {
        if (query.By == TallyBy.None)
            return [];
        var found = new Dictionary<string, (long Count, MailHead First, MailHead Last)>();
        foreach (var head in heads)
        {
            foreach (var key in Keys(head, query).Distinct())
            {
                // The newest come first.
                found[key] = found.TryGetValue(key, out var group)
                    ? (group.Count + 1, head.Date < group.First.Date ? head : group.First, group.Last)
                    : (1, head, head);
            }
        }

        var groups = found.Select(g => new TallyGroup(
            g.Key, Name(register, query.By, g.Key, g.Value.First), g.Value.Count, g.Value.First.Date, g.Value.Last.Date));
        return query.By is TallyBy.Day or TallyBy.Month or TallyBy.Year
            ? [.. groups.OrderBy(static g => g.Key, StringComparer.Ordinal).Take(MaxGroups)]
            : [.. groups.OrderByDescending(static g => g.Count).ThenBy(static g => g.Key, StringComparer.Ordinal).Take(MaxGroups)];
    }

    private static IEnumerable<string> Keys(MailHead head, MailQuery query) => query.By switch
    {
        TallyBy.Sender => [KnownPeople.Fold(head.Sender)],
        TallyBy.Recipient => head.To.Concat(head.Cc).Select(KnownPeople.Fold),
        TallyBy.Thread => [head.Thread.Value],
        TallyBy.Year => [Day(head, query, "yyyy")],
        TallyBy.Month => [Day(head, query, "yyyy-MM")],
        _ => [Day(head, query, "yyyy-MM-dd")],
    };

    private static string Day(MailHead head, MailQuery query, string format) =>
        LocalDay.From(head.Date, query.Zone).ToString(format, CultureInfo.InvariantCulture);

    private static string Name(MailRegister register, TallyBy by, string key, MailHead first) => by switch
    {
        TallyBy.Sender or TallyBy.Recipient => register.People.Display(key),
        TallyBy.Thread => first.Subject,
        _ => key,
    };
}
