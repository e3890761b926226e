using InboxMind.Azure.Accounts;
using InboxMind.Azure.Cosmos;
using InboxMind.Core.Admin;

namespace InboxMind.Azure.Admin;

/// <summary>Finds users for administrators in Cosmos DB.</summary>
internal sealed class CosmosUserSearch(CosmosDatabase database) : IUserSearch
{
    public async Task<IReadOnlyList<User>> SearchAsync(
        AdminScope scope, string? text, UserId? after, int skip, int limit, CancellationToken cancellation)
    {
        var query = Query("*", scope, text, after) with { OrderBy = "c.user", PageSize = Math.Clamp(skip + limit, 1, 500) };
        var found = new List<User>();
        var seen = 0;
        await foreach (var item in database.AllUsers.QueryAsync<UserItem>("admin.users", query, cancellation))
        {
            if (seen++ >= skip)
                found.Add(item.ToUser());
            if (found.Count == limit)
                break;
        }

        return found;
    }

    public Task<long> CountAsync(AdminScope scope, string? text, CancellationToken cancellation) =>
        database.AllUsers.SumAsync("admin.users", Query("VALUE COUNT(1)", scope, text, after: null), cancellation);

    private static CosmosQuery Query(string select, AdminScope scope, string? text, UserId? after)
    {
        string[] conditions =
        [
            "c.id = @record", scope.Organisation is null ? "" : "c.organisation = @organisation", after is null ? "" : "c.user > @after",
            text is null ? "" : "(CONTAINS(c.email, @text, true) OR CONTAINS(c.name, @text, true))",
        ];
        var query = new CosmosQuery(select, string.Join(" AND ", conditions.Where(static c => c.Length > 0)))
            .With("@record", UserKeys.User);
        if (scope.Organisation is { } organisation)
            query.With("@organisation", organisation.Value);
        if (after is { } place)
            query.With("@after", place.Value);
        if (text is not null)
            query.With("@text", text);
        return query;
    }
}
