using InboxMind.Core.Index;
using InboxMind.Core.Index.Conditions;
using InboxMind.Core.Text;

namespace InboxMind.Core.Search;

/// <summary>Puts the owner's own addresses in the place of "me" in a query.</summary>
public sealed class ResolveMe(IOwnAddresses addresses)
{
    /// <summary>Addresses of somebody that are looked for.</summary>
    private const int MaxAddresses = 50;

    /// <summary>The query without <see cref="IsMine"/>. Where no address is known to be the owner's, it holds for no mail.</summary>
    public async Task<SearchQuery> ResolveAsync(Owner owner, SearchQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Where is not { } where || !Names(where))
            return query;
        List<string> own = [.. (await addresses.OwnAsync(owner, cancellation)).Order(StringComparer.Ordinal).Take(MaxAddresses)
            .Select(static a => string.Join(' ', Words.Split(a).Select(static w => w.Text))).Where(static a => a.Length > 0)];
        return query with { Where = Resolve(where, own) };
    }

    private static bool Names(MailCondition condition) => condition switch
    {
        IsMine => true,
        AllOf all => all.Parts.Any(Names),
        AnyOf any => any.Parts.Any(Names),
        NotOf not => Names(not.Part),
        _ => false,
    };

    private static MailCondition Resolve(MailCondition condition, List<string> own) => condition switch
    {
        IsMine mine => new AnyOf(own.ConvertAll(MailCondition (a) => new HasWords(mine.Fields, a, IsBeginning: false))),
        AllOf all => new AllOf([.. all.Parts.Select(p => Resolve(p, own))]),
        AnyOf any => new AnyOf([.. any.Parts.Select(p => Resolve(p, own))]),
        NotOf not => new NotOf(Resolve(not.Part, own)),
        _ => condition,
    };
}
