using InboxMind.Core.Accounts.Sessions;

namespace InboxMind.Azure.Accounts;

/// <summary>What signs no one in any more. Sign-ins, links, sessions and tokens expire in Cosmos DB by themselves; accounts that were about
/// to sign someone in when an instance died are mended here.</summary>
internal sealed class CosmosExpiredSignIns(IdentityEntries entries) : IExpiredSignIns
{
    public Task<int> DeleteAsync(DateTimeOffset expiredBy, int limit, CancellationToken cancellation) =>
        entries.MendAsync(limit, cancellation);
}
