using InboxMind.Core.Accounts;
using InboxMind.Core.Work;

namespace InboxMind.Core.Indexing;

/// <summary>Has mail embedded again after the active model changed, in the background. Until that is done, mail that still has
/// the old model's vectors is found by words alone: vectors of different models never meet.</summary>
public sealed class RenewVectors(IMailIndex index, IEmbeddingModels models, IWorkQueue queue)
{
    /// <summary>The next run queues the rest.</summary>
    private const int MaxPerRun = 20_000;

    /// <summary>Whether the index holds vectors of another model than the active one.</summary>
    public async Task<bool> IsDueAsync(Tenant tenant, CancellationToken cancellation) =>
        (await index.OfOtherModelsAsync(tenant, await KeyAsync(tenant, cancellation), 1, cancellation)).Count > 0;

    /// <summary>Queues the mail whose vectors are of another model, unless work waits already: it may be just that.</summary>
    /// <returns>How many messages were queued.</returns>
    public async Task<int> RunAsync(Tenant tenant, CancellationToken cancellation)
    {
        if (!await IsDueAsync(tenant, cancellation) || await queue.CountAsync(WorkQueues.IndexMail, cancellation) > 0)
            return 0;
        var again = await QueueAgain.CreateAsync(queue, cancellation);
        var found = await index.OfOtherModelsAsync(
            tenant, await KeyAsync(tenant, cancellation), MaxPerRun + again.LeftAlone, cancellation);
        return await again.SendAsync(found.Select(id => (tenant.User, id)), again: true, cancellation);
    }

    private async Task<string> KeyAsync(Tenant tenant, CancellationToken cancellation) =>
        (await models.GetActiveAsync(tenant, cancellation)).Key;
}
