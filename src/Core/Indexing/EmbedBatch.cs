using InboxMind.Core.Index;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Indexing;

/// <summary>Embeds a few mails: all of them, or none that the model was asked for last.</summary>
public sealed class EmbedBatch(IMailIndex index, IMailStore store, MailPieces pieces, MakeVectors make, RemoveDeleted remove)
{
    /// <summary>Characters of text held at once.</summary>
    private const int PartCharacters = 4_000_000;

    /// <returns>How many need no more work: fewer than there are when the budget of the day does not reach.</returns>
    internal async Task<int> EmbedAsync(
        Owner owner, EmbeddingModel model, IReadOnlyList<EmailId> ids, CancellationToken cancellation)
    {
        var (done, left) = (0, ids);
        while (left.Count > 0)
        {
            var (stored, asked) = await store.GetPartAsync(owner, left, PartCharacters, cancellation);
            List<EmailId> missing = [.. left.Take(asked).Except(stored.Select(static m => m.Message.Id))];
            left = [.. left.Skip(asked)];
            if (missing.Count > 0)
                await remove.RemoveAsync(owner, missing, cancellation);
            done += missing.Count + await WriteAsync(owner, model, stored, cancellation);
        }

        return done;
    }

    private async Task<int> WriteAsync(
        Owner owner, EmbeddingModel model, IReadOnlyList<StoredMail> mails, CancellationToken cancellation)
    {
        var cut = new List<IReadOnlyList<MailPiece>>();
        foreach (var mail in mails)
            cut.Add(await pieces.CutAsync(owner, model, mail, cancellation));
        var (done, at) = (0, 0);
        await foreach (var (count, vectors) in make.MakeAsync(owner, model, cut, cancellation))
        {
            var ready = Enumerable.Range(at, count).Where(i => cut[i].All(p => vectors.ContainsKey(p.Hash)))
                .Select(i => new MailVectors(
                    mails[i].Message.Id, mails[i].Version,
                    [.. cut[i].Select(p => new IndexedChunk(p.Start, p.Length, p.Hash, vectors[p.Hash]))]))
                .ToList();
            using (Signals.Begin("index write vectors")?.SetTag("messages", ready.Count))
                await index.WriteVectorsAsync(owner, model.Key, ready, cancellation);
            (done, at) = (done + ready.Count, at + count);
        }

        return done;
    }
}
