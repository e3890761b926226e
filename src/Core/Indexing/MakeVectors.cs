using System.Runtime.CompilerServices;
using InboxMind.Core.Budgets;
using InboxMind.Core.Index;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Indexing;

/// <summary>Makes the vectors of mails: those of texts that were embedded before come from the cache, the rest from the model, as far
/// as the user's budget of the day reaches.</summary>
public sealed class MakeVectors(IVectorCache cache, IBudgets budgets)
{
    /// <summary>Goes through mails in their order.</summary>
    /// <param name="owner">Whose mails.</param>
    /// <param name="model">The model.</param>
    /// <param name="mails">Each mail's pieces.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>How many mails are next, and the vectors there are so far: a mail has all of its own, or waits for the budget. Each
    /// part is to be saved before the next is asked for.</returns>
    internal async IAsyncEnumerable<(int Mails, IReadOnlyDictionary<ContentHash, ReadOnlyMemory<float>> Vectors)> MakeAsync(
        Owner owner, EmbeddingModel model, IReadOnlyList<IReadOnlyList<MailPiece>> mails,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var vectors = new Dictionary<ContentHash, ReadOnlyMemory<float>>(
            await cache.FindAsync(owner, model.Key, [.. mails.SelectMany(static m => m).Select(static p => p.Hash).Distinct()],
                cancellation));
        NoteCached(mails, vectors);
        var isSpent = false;
        for (var start = 0; start < mails.Count;)
        {
            var part = Next(mails, start, model.IsMetered ? model.TextsPerCall : int.MaxValue, vectors);
            if (!isSpent && !await EmbedAsync(owner, model, part, vectors, cancellation))
            {
                // Some of the mails may still fit.
                isSpent = true;
                BudgetSignals.Refused(BudgetSignals.Embedding);
                foreach (var mail in part)
                {
                    if (!await EmbedAsync(owner, model, [mail], vectors, cancellation))
                        break;
                }
            }

            yield return (part.Count, vectors);
            start += part.Count;
        }
    }

    /// <summary>As many mails as have so many texts to embed, at least one.</summary>
    private static List<IReadOnlyList<MailPiece>> Next(
        IReadOnlyList<IReadOnlyList<MailPiece>> mails, int start, int texts, Dictionary<ContentHash, ReadOnlyMemory<float>> vectors)
    {
        var part = new List<IReadOnlyList<MailPiece>>();
        var left = texts;
        for (var i = start; i < mails.Count; i++)
        {
            left -= mails[i].Count(p => !vectors.ContainsKey(p.Hash));
            if (part.Count > 0 && left < 0)
                break;
            part.Add(mails[i]);
        }

        return part;
    }

    private static Dictionary<ContentHash, string> Missing(
        IEnumerable<IReadOnlyList<MailPiece>> mails, Dictionary<ContentHash, ReadOnlyMemory<float>> vectors)
    {
        var texts = new Dictionary<ContentHash, string>();
        foreach (var piece in mails.SelectMany(static m => m).Where(p => !vectors.ContainsKey(p.Hash)))
            texts.TryAdd(piece.Hash, piece.Text);
        return texts;
    }

    private static void NoteCached(
        IReadOnlyList<IReadOnlyList<MailPiece>> mails, Dictionary<ContentHash, ReadOnlyMemory<float>> vectors)
    {
        var (all, hits) = (mails.Sum(static m => m.Count), mails.Sum(m => m.Count(p => vectors.ContainsKey(p.Hash))));
        IndexingSignals.TextsCached.Add(hits, Signals.Label("result", "hit"));
        IndexingSignals.TextsCached.Add(all - hits, Signals.Label("result", "miss"));
    }

    /// <returns>False when the budget does not hold that much: nothing was embedded.</returns>
    private async Task<bool> EmbedAsync(
        Owner owner, EmbeddingModel model, List<IReadOnlyList<MailPiece>> mails, Dictionary<ContentHash, ReadOnlyMemory<float>> vectors,
        CancellationToken cancellation)
    {
        var texts = Missing(mails, vectors);
        if (texts.Count == 0)
            return true;
        var tokens = model.TokensPerDay > 0 ? Math.Max(1, texts.Values.Sum(t => model.Tokens.Count(t))) : 0;

        // A mail that is longer than a whole day's budget takes the budget of a day: it could never be embedded else.
        if (mails.Count == 1)
            tokens = (int)Math.Min(tokens, model.TokensPerDay);
        if (tokens > 0 && !await budgets.TryTakeAsync(owner, BudgetKind.EmbeddedTokens, tokens, model.TokensPerDay, cancellation))
            return false;
        var used = 0L;
        try
        {
            foreach (var batch in texts.Chunk(model.TextsPerCall))
            {
                var made = await model.Generator.GenerateAsync(batch.Select(static b => b.Value), cancellationToken: cancellation);
                if (made.Count != batch.Length)
                    throw new InvalidOperationException($"The embedding model gave {made.Count} vectors for {batch.Length} texts.");
                used += made.Usage?.InputTokenCount ?? 0;
                for (var i = 0; i < batch.Length; i++)
                    vectors.Add(batch[i].Key, UnitVector.Normalize(made[i].Vector, model.Dimensions));
            }
        }
        catch when (tokens > 0)
        {
            await budgets.ReturnAsync(owner, BudgetKind.EmbeddedTokens, tokens, CancellationToken.None);
            throw;
        }

        if (tokens > 0 && used > 0)
            await SettleAsync(owner, (int)(Math.Min(used, model.TokensPerDay) - tokens));
        return true;
    }

    /// <summary>What the model says that it was given counts in the end.</summary>
    private async Task SettleAsync(Owner owner, int more)
    {
        if (more > 0)
            await budgets.TryTakeAsync(owner, BudgetKind.EmbeddedTokens, more, long.MaxValue, CancellationToken.None);
        else if (more < 0)
            await budgets.ReturnAsync(owner, BudgetKind.EmbeddedTokens, -more, CancellationToken.None);
    }
}

/// <summary>A piece of a mail.</summary>
/// <param name="Start">First character in the mail's text.</param>
/// <param name="Length">Characters.</param>
/// <param name="Text">What is embedded: subject and piece.</param>
/// <param name="Hash">Hash of that.</param>
internal readonly record struct MailPiece(int Start, int Length, string Text, ContentHash Hash);
