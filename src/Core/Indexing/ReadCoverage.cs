using InboxMind.Core.Work;

namespace InboxMind.Core.Indexing;

/// <summary>Tells how much of an owner's mail can be found, so that no answer passes for one from all mail when it is not.</summary>
public sealed class ReadCoverage(CheckIndex check, IMailStore store)
{
    public async Task<IndexCoverage> ReadAsync(Owner owner, CancellationToken cancellation)
    {
        try
        {
            await check.CheckAsync(owner, cancellation);
        }
        catch (StorageUnusableException)
        {
            // Such as on a full disk, where the marks cannot be put right: what was known before is told. If the index cannot be read at
            // all, the search says so.
        }

        return await store.CoverageAsync(owner, cancellation);
    }
}
