using InboxMind.Core.Index;
using InboxMind.Core.Index.Conditions;

namespace InboxMind.Core.Search;

/// <summary>Puts addresses into a query: the owner's own in the place of "me", and beside a person who is named those that the user said
/// are theirs too.</summary>
public sealed class ResolveMe(IOwnAddresses addresses, IMergedPeople merged)
{
    /// <summary>Addresses of somebody that are looked for.</summary>
    private const int MaxAddresses = 50;

    /// <summary>The query without <see cref="IsMine"/>. Where no address is known to be the owner's, it holds for no mail.</summary>
    public async Task<SearchQuery> ResolveAsync(Owner owner, SearchQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        query = await WithMergedAsync(owner, query, cancellation);
        if (query.Where is not { } where || !Leaves(where).Any(static c => c is IsMine))
            return query;
        var own = Folded(await addresses.OwnAsync(owner, cancellation));
        return query with { Where = Change(where, c => c is IsMine mine ? AnyAddress(mine.Fields, own) : c) };
    }

    private async Task<SearchQuery> WithMergedAsync(Owner owner, SearchQuery query, CancellationToken cancellation)
    {
        var filter = query.Filter;
        var named = new HashSet<string>([.. filter.From, .. filter.To, .. filter.NotFrom, .. filter.NotTo]);
        if (query.Where is { } tree)
            named.UnionWith(Leaves(tree).Where(IsPerson).Select(static c => ((HasWords)c).Words));
        var known = new Dictionary<string, List<string>>();
        foreach (var typed in named)
        {
            if (Folded(await merged.MergedAsync(owner, typed, cancellation)) is { Count: > 0 } theirs)
                known[typed] = theirs;
        }

        if (known.Count == 0)
            return query;
        MailCondition Of(MailFields fields, string typed) => new AnyOf(
            [new HasWords(fields, Words(typed), IsBeginning: true), AnyAddress(fields, known[typed])]);
        List<MailCondition> where =
        [
            .. filter.From.Where(known.ContainsKey).Select(t => Of(MailFields.From, t)),
            .. filter.To.Where(known.ContainsKey).Select(t => Of(MailFields.Recipients, t)),
            .. filter.NotFrom.Where(known.ContainsKey).Select(t => new NotOf(Of(MailFields.From, t))),
            .. filter.NotTo.Where(known.ContainsKey).Select(t => new NotOf(Of(MailFields.Recipients, t))),
        ];
        if (query.Where is { } others)
        {
            where.Add(Change(others, c => IsPerson(c) && c is HasWords words && known.TryGetValue(words.Words, out var theirs)
                ? new AnyOf([words, AnyAddress(words.Fields, theirs)])
                : c));
        }

        return query with
        {
            Filter = filter with
            {
                From = [.. filter.From.Where(t => !known.ContainsKey(t))],
                To = [.. filter.To.Where(t => !known.ContainsKey(t))],
                NotFrom = [.. filter.NotFrom.Where(t => !known.ContainsKey(t))],
                NotTo = [.. filter.NotTo.Where(t => !known.ContainsKey(t))],
            },
            Where = where.Count == 1 ? where[0] : new AllOf(where),
        };
    }

    /// <summary>Whether it names somebody; whole words alone are those of a domain.</summary>
    private static bool IsPerson(MailCondition condition) =>
        condition is HasWords { IsBeginning: true } words && (words.Fields & ~MailFields.People) == 0;

    private static AnyOf AnyAddress(MailFields fields, List<string> addresses) =>
        new(addresses.ConvertAll(MailCondition (a) => new HasWords(fields, a, IsBeginning: false)));

    private static List<string> Folded(IEnumerable<string> addresses) =>
        [.. addresses.Order(StringComparer.Ordinal).Take(MaxAddresses).Select(Words).Where(static a => a.Length > 0)];

    private static string Words(string text) => string.Join(' ', Text.Words.Split(text).Select(static w => w.Text));

    private static IEnumerable<MailCondition> Leaves(MailCondition condition) => condition switch
    {
        AllOf all => all.Parts.SelectMany(Leaves),
        AnyOf any => any.Parts.SelectMany(Leaves),
        NotOf not => Leaves(not.Part),
        _ => [condition],
    };

    private static MailCondition Change(MailCondition condition, Func<MailCondition, MailCondition> change) => condition switch
    {
        AllOf all => new AllOf([.. all.Parts.Select(p => Change(p, change))]),
        AnyOf any => new AnyOf([.. any.Parts.Select(p => Change(p, change))]),
        NotOf not => new NotOf(Change(not.Part, change)),
        _ => change(condition),
    };
}
