using System.Text.Json;
using InboxMind.Azure.Cosmos;
using InboxMind.Core.Audit;

namespace InboxMind.Azure.Audit;

/// <summary>Finds entries of the audit log in Cosmos DB. Of one organisation they come from its partition; for the operator, and for a user
/// who wants to know what is kept of them, from all.</summary>
internal sealed class CosmosAuditReader(CosmosDatabase database) : IAuditReader
{
    private const int Page = 1_000;

    private readonly Pseudonyms _pseudonyms = new(database);

    public async Task<IReadOnlyList<AuditRecord>> SearchAsync(
        AdminScope scope, AuditFilter filter, AuditPlace? after, int skip, int limit, CancellationToken cancellation)
    {
        if (await QueryAsync("*", filter, after, cancellation) is not { } query)
            return [];
        limit = Math.Clamp(limit, 1, Page);
        query = query with { PageSize = Math.Clamp(skip + limit, 1, Page) };
        return await ReadAsync(Ask(scope, query, cancellation), skip, limit, cancellation);
    }

    public async Task<long> CountAsync(AdminScope scope, AuditFilter filter, CancellationToken cancellation)
    {
        if (await QueryAsync("VALUE COUNT(1)", filter, after: null, cancellation) is not { } query)
            return 0;
        query = query with { OrderBy = null };
        if (scope.Organisation is null)
            return await database.AllAudit.SumAsync("audit.count", query, cancellation);
        var count = 0L;
        await foreach (var part in database.Audit(scope.Organisation.Value.Value).QueryAsync<long>("audit.count", query, cancellation))
            count += part;
        return count;
    }

    public async Task<IReadOnlyList<AuditRecord>> OfUserAsync(
        Owner owner, AuditKind? kind, AuditPlace? after, int limit, CancellationToken cancellation) =>
        await QueryAsync("*", new AuditFilter { User = owner.User, Kind = kind }, after, cancellation) is { } query
            ? await ReadAsync(
                database.AllAudit.QueryAsync<JsonElement>("audit.user", query, cancellation), 0, Math.Clamp(limit, 1, Page), cancellation)
            : [];

    public async Task<IReadOnlyList<OrganisationId>> OrganisationsAsync(
        AdminScope scope, OrganisationId? after, int limit, CancellationToken cancellation)
    {
        if (scope.Organisation is { } only)
        {
            return string.CompareOrdinal(only.Value, after?.Value ?? "") > 0
                && await database.Audit(only.Value).ReadAsync<HeadItem>("audit.organisations", AuditIds.Head, cancellation) is not null
                    ? [only]
                    : [];
        }

        var found = new List<OrganisationId>();
        var query = new CosmosQuery("VALUE c.organisation", "c.id = @head AND c.organisation > @after") { OrderBy = "c.organisation" }
            .With("@head", AuditIds.Head).With("@after", after?.Value ?? "");
        await foreach (var organisation in database.AllAudit.QueryAsync<string>("audit.organisations", query, cancellation))
        {
            if (organisation.Length is 0 or > 255)
                continue;
            found.Add(new OrganisationId(organisation));
            if (found.Count == Math.Clamp(limit, 1, Page))
                break;
        }

        return found;
    }

    private IAsyncEnumerable<JsonElement> Ask(AdminScope scope, CosmosQuery query, CancellationToken cancellation) =>
        scope.Organisation is { } organisation
            ? database.Audit(organisation.Value).QueryAsync<JsonElement>("audit.search", query, cancellation)
            : database.AllAudit.QueryAsync<JsonElement>("audit.search", query, cancellation);

    /// <returns>Null when there can be none: the user has no name in the log.</returns>
    private async Task<CosmosQuery?> QueryAsync(
        string select, AuditFilter filter, AuditPlace? after, CancellationToken cancellation)
    {
        var name = filter.User is { } user ? await _pseudonyms.FindAsync(new Owner(user), cancellation) : null;
        if (filter.User is not null && name is null)
            return null;
        string[] conditions =
        [
            "c.place >= @from", filter.To is null && after is null ? "" : "c.place < @to", filter.Kind is null ? "" : "c.kind = @kind",
            filter.Outcome is null ? "" : "c.outcome = @outcome", name is null ? "" : "(c.actor = @name OR c.subject = @name)",
        ];
        var query = new CosmosQuery(select, string.Join(" AND ", conditions.Where(static c => c.Length > 0))) { OrderBy = "c.place DESC" }
            .With("@from", filter.From is { } from ? EntryItem.TimeOf(from) : "");
        var ends = new List<string>();
        if (filter.To is { } to)
            ends.Add(EntryItem.TimeOf(to));
        if (after is not null)
            ends.Add(EntryItem.PlaceOf(after));
        if (ends.Count > 0)
            query.With("@to", ends.Min(StringComparer.Ordinal)!);
        if (filter.Kind is { } kind)
            query.With("@kind", kind.ToString());
        if (filter.Outcome is { } outcome)
            query.With("@outcome", outcome.ToString());
        if (name is not null)
            query.With("@name", name);
        return query;
    }

    private async Task<IReadOnlyList<AuditRecord>> ReadAsync(
        IAsyncEnumerable<JsonElement> items, int skip, int limit, CancellationToken cancellation)
    {
        var entries = new List<EntryItem>();
        await foreach (var item in items.WithCancellation(cancellation))
        {
            if (skip-- > 0)
                continue;
            entries.Add(EntryItem.Read(item));
            if (entries.Count == limit)
                break;
        }

        var users = await _pseudonyms.UsersAsync(entries.SelectMany(static e => new[] { e.Actor, e.Subject }), cancellation);
        return [.. entries.Where(static e => e.Organisation.Length is > 0 and <= 255).Select(e =>
            new AuditRecord(new OrganisationId(e.Organisation), e.ToEntry(), User(e.Actor), User(e.Subject)))];

        UserId? User(string name) => users.TryGetValue(name, out var user) ? user : null;
    }
}
