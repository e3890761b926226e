using System.Security.Cryptography;
using InboxMind.Azure.Accounts;
using InboxMind.Azure.Cosmos;

namespace InboxMind.Azure.Audit;

/// <summary>The names that the audit log has for users: each lies in its user's partition, and is gone with it.</summary>
internal sealed class Pseudonyms(CosmosDatabase database)
{
    /// <summary>Values of one query.</summary>
    private const int AtOnce = 100;

    /// <summary>A user's name; null when there is none.</summary>
    public async Task<string?> FindAsync(Owner owner, CancellationToken cancellation) =>
        (await database.User(owner).ReadAsync<PseudonymItem>("pseudonym.read", UserKeys.Pseudonym, cancellation))?.Value.Pseudonym;

    /// <summary>A user's name, made when there is none; empty for no user.</summary>
    public async Task<string> ForAsync(UserId? user, CancellationToken cancellation)
    {
        if (user is not { } id)
            return "";
        var owner = new Owner(id);
        while (true)
        {
            if (await FindAsync(owner, cancellation) is { } known)
                return known;
            var made = new PseudonymItem(
                id.Value, UserKeys.Pseudonym, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)));
            if (await database.User(owner).CreateAsync("pseudonym.make", made, cancellation) is not null)
                return made.Pseudonym;
        }
    }

    /// <summary>Forgets whose a name was.</summary>
    public Task ForgetAsync(Owner owner, CancellationToken cancellation) =>
        database.User(owner).DeleteAsync("pseudonym.forget", UserKeys.Pseudonym, etag: null, cancellation);

    /// <summary>Whose names these are, as far as that is known.</summary>
    public async Task<IReadOnlyDictionary<string, UserId>> UsersAsync(IEnumerable<string> names, CancellationToken cancellation)
    {
        var found = new Dictionary<string, UserId>();
        foreach (var some in names.Where(static n => n.Length > 0).Distinct().Chunk(AtOnce))
        {
            var query = new CosmosQuery(
                "c.user, c.pseudonym", $"c.pseudonym IN ({string.Join(", ", some.Select(static (_, i) => $"@n{i}"))})");
            for (var i = 0; i < some.Length; i++)
                query.With($"@n{i}", some[i]);
            await foreach (var item in database.AllUsers.QueryAsync<Named>("pseudonym.users", query, cancellation))
                found[item.Pseudonym] = new UserId(item.User);
        }

        return found;
    }

    private sealed record PseudonymItem(string User, string Id, string Pseudonym);

    private sealed record Named(string User, string Pseudonym);
}
