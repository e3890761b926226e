using System.Collections.Concurrent;
using System.Diagnostics;
using InboxMind.Core.Index;
using InboxMind.Core.Telemetry;
using InboxMind.Core.Work;

namespace InboxMind.Core.Indexing;

/// <summary>Gives an owner's mail its vectors, which no one waits for: until then it is found by words. The newest mail comes first, mail
/// of lists last. It may stop anywhere: the index says what is left. When another model was in use before, its vectors stay and are
/// searched until all mail has new ones.</summary>
public sealed class EmbedMail(
    IMailIndex index, EmbedBatch embed, IEmbeddingModels models, VectorWork work, EmptiedMailboxes emptied, TimeProvider time)
{
    /// <summary>Mails embedded together at least: enough to put texts of like length into batches, and done in seconds. Where more texts
    /// go into one call, a third as many as those: a mail is cut into one to three as a rule.</summary>
    private const int LeastBatch = 32;

    /// <summary>Batches after which what waits is counted anew; in between it is what is left of it.</summary>
    private const int CountEvery = 50;

    /// <summary>When the first few of a batch fail one by one, it is not the mails: the model does not work.</summary>
    private const int MaxFirstFailures = 3;

    /// <summary>Mails that failed alone; they are left out until the process ends.</summary>
    private readonly ConcurrentDictionary<(UserId, EmailId), bool> _failed = [];

    /// <summary>How many of the owner's messages wait for vectors; 0 when there is no model.</summary>
    public async Task<long> CountAsync(Owner owner, CancellationToken cancellation) =>
        await models.GetActiveAsync(owner, cancellation) is { } model
            ? await index.CountWithoutVectorsAsync(owner, model.Key, cancellation)
            : 0;

    /// <summary>Whether nothing at all is to be done: no message waits, and no vectors of another model are left to be forgotten.</summary>
    public async Task<bool> IsFinishedAsync(Owner owner, CancellationToken cancellation) =>
        await models.GetActiveAsync(owner, cancellation) is not { } model
            || (await index.CountWithoutVectorsAsync(owner, model.Key, cancellation) == 0
                && !await HasOthersAsync(owner, model, cancellation));

    /// <summary>Embeds what waits.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="atMost">How long at most: no batch is begun after it.</param>
    /// <param name="embedded">Told how many mails were embedded, after each batch.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>What came of it.</returns>
    public async Task<EmbedResult> EmbedAsync(Owner owner, TimeSpan atMost, Action<int> embedded, CancellationToken cancellation)
    {
        if (await models.GetActiveAsync(owner, cancellation) is not { } model)
            return EmbedResult.Done;
        using var span =
            Signals.Source.StartActivity("embed mail", ActivityKind.Internal, default(ActivityContext), tags: null, work.TakeTrace(owner));
        var start = time.GetTimestamp();
        var size = Math.Max(LeastBatch, model.TextsPerCall / 3);
        var (stuck, batch) = (new HashSet<EmailId>(), new List<EmailId>());
        var waiting = 0L;
        for (var round = 0; ; round++)
        {
            // What waits there is no longer stored, or soon will not be. What is left comes with the next visit.
            if (emptied.Has(owner))
                return EmbedResult.Done;
            if (round % CountEvery == 0)
                waiting = await index.CountWithoutVectorsAsync(owner, model.Key, cancellation);
            work.Note(owner, waiting);
            var left = await index.WithoutVectorsAsync(owner, model.Key, size + _failed.Count + stuck.Count + batch.Count, cancellation);

            // One whose newer version is still to be indexed waits for that.
            stuck.UnionWith(batch.Intersect(left));
            batch = [.. left.Where(id => !stuck.Contains(id) && !_failed.ContainsKey((owner.User, id))).Take(size)];
            if (batch.Count == 0)
            {
                work.Note(owner, await index.CountWithoutVectorsAsync(owner, model.Key, cancellation));
                if (left.Count == 0)
                    await ForgetOthersAsync(owner, model, cancellation);
                return EmbedResult.Done;
            }

            if (time.GetElapsedTime(start) >= atMost)
                return EmbedResult.More;
            var done = await EmbedBatchAsync(owner, model, batch, cancellation);
            waiting = Math.Max(0, waiting - done);
            embedded(done);
            IndexingSignals.Embedded.Add(done);
            if (done < batch.Count && model.TokensPerDay > 0)
                return EmbedResult.NoBudget;
        }
    }

    private async Task<int> EmbedBatchAsync(Owner owner, EmbeddingModel model, List<EmailId> batch, CancellationToken cancellation)
    {
        try
        {
            return await embed.EmbedAsync(owner, model, batch, cancellation);
        }
        catch (Exception e) when (batch.Count > 1 && MayBeOneOfThem(e, cancellation))
        {
            return await OneByOneAsync(owner, model, batch, cancellation);
        }
    }

    /// <summary>A mail that cannot be embedded does not keep the others of its batch out.</summary>
    private async Task<int> OneByOneAsync(Owner owner, EmbeddingModel model, List<EmailId> batch, CancellationToken cancellation)
    {
        var (done, failed) = (0, new List<EmailId>());
        foreach (var id in batch)
        {
            try
            {
                done += await embed.EmbedAsync(owner, model, [id], cancellation);
            }
            catch (Exception e) when (failed.Count + 1 < MaxFirstFailures || done > 0 ? MayBeOneOfThem(e, cancellation) : false)
            {
                failed.Add(id);
            }
        }

        foreach (var id in failed)
            _failed[(owner.User, id)] = true;
        return done + failed.Count;
    }

    private async Task ForgetOthersAsync(Owner owner, EmbeddingModel model, CancellationToken cancellation)
    {
        if (await HasOthersAsync(owner, model, cancellation))
            await index.RemoveVectorsAsync(owner, model.Key, cancellation);
    }

    private async Task<bool> HasOthersAsync(Owner owner, EmbeddingModel model, CancellationToken cancellation) =>
        (await index.VectorModelsAsync(owner, cancellation)).Any(k => k != model.Key);

    private static bool MayBeOneOfThem(Exception e, CancellationToken cancellation) =>
        e is not StorageUnusableException && (e is not OperationCanceledException || !cancellation.IsCancellationRequested);
}

/// <summary>What came of embedding.</summary>
public enum EmbedResult
{
    /// <summary>Nothing waits any more, but for what cannot be embedded.</summary>
    Done,

    /// <summary>The time was used up.</summary>
    More,

    /// <summary>The budget of the day does not reach for what is left.</summary>
    NoBudget,
}
