using InboxMind.Core.Accounts;
using InboxMind.Core.Mail;

namespace InboxMind.Core.Indexing;

/// <summary>Brings messages into the index: cuts them into pieces, embeds what was not embedded before, writes words and
/// vectors, and marks them; takes out what is no longer stored. Doing it again changes nothing; a message deleted meanwhile does
/// not stay in the index.</summary>
public sealed class IndexMessages(IMailStore store, IMailIndex index, IVectorCache cache, IEmbeddingModels models)
{
    /// <summary>Texts in one call of the embedding model.</summary>
    private const int EmbedBatch = 96;

    /// <summary>Indexes those of the messages that need it.</summary>
    /// <param name="tenant">Whose messages.</param>
    /// <param name="ids">The messages.</param>
    /// <param name="again">Whether those are written too that the index holds already.</param>
    /// <param name="cancellation">Stops the work; it is done again later.</param>
    /// <returns>How many were written.</returns>
    public async Task<int> RunAsync(Tenant tenant, IReadOnlyCollection<EmailId> ids, bool again, CancellationToken cancellation)
    {
        var stored = await store.GetAsync(tenant, ids, cancellation);
        if (stored.Count < ids.Count)
            stored = [.. stored, .. await RemoveMissingAsync(tenant, ids, stored, cancellation)];
        var pending = stored.Where(m => again || !m.IsIndexed).ToList();
        if (pending.Count > 0)
        {
            var model = await models.GetActiveAsync(tenant, cancellation);
            var mails = await PrepareAsync(tenant, model, pending, cancellation);
            await index.WriteAsync(tenant, model.Key, mails, cancellation);
        }

        // A message deleted while it was being indexed is found out here, after the write.
        var gone = await store.MarkIndexedAsync(tenant, [.. pending.Select(static m => (m.Message.Id, m.Version))], cancellation);
        if (gone.Count > 0)
            await index.RemoveAsync(tenant, gone, cancellation);
        return pending.Count - gone.Count;
    }

    /// <returns>Those that were stored again while the index let go of them.</returns>
    private async Task<IReadOnlyList<StoredMail>> RemoveMissingAsync(
        Tenant tenant, IReadOnlyCollection<EmailId> ids, IReadOnlyList<StoredMail> stored, CancellationToken cancellation)
    {
        List<EmailId> missing = [.. ids.Except(stored.Select(static m => m.Message.Id))];
        if (missing.Count == 0)
            return [];
        await index.RemoveAsync(tenant, missing, cancellation);
        var back = await store.MarkRemovedAsync(tenant, missing, cancellation);
        return back.Count == 0 ? [] : await store.GetAsync(tenant, back, cancellation);
    }

    private async Task<List<IndexedMail>> PrepareAsync(
        Tenant tenant, EmbeddingModel model, List<StoredMail> pending, CancellationToken cancellation)
    {
        var pieces = pending.ConvertAll(m => Pieces(m.Message, model.Tokens));
        var vectors = await EmbedAsync(tenant, model, pieces.SelectMany(static p => p), cancellation);
        var mails = new List<IndexedMail>(pending.Count);
        for (var i = 0; i < pending.Count; i++)
        {
            var message = pending[i].Message;
            mails.Add(new IndexedMail(
                message.Id, message.Subject, string.Join(", ", message.From),
                string.Join(", ", message.To.Concat(message.Cc).Concat(message.Bcc)), message.Date, pending[i].Folders,
                message.HasAttachments, message.Text, string.Join(", ", message.Attachments.Select(static a => a.Name)),
                pieces[i].ConvertAll(p => new IndexedChunk(p.Start, p.Length, p.Hash, vectors[p.Hash]))));
        }

        return mails;
    }

    private static List<Piece> Pieces(MailMessage message, ITokenCounter tokens) =>
        Chunker.Cut(message.Text, tokens).ConvertAll(cut =>
        {
            var text = $"{message.Subject}\n{message.Text.AsSpan(cut.Start, cut.Length)}";
            return new Piece(cut.Start, cut.Length, text, ContentHash.Of(text));
        });

    private async Task<Dictionary<ContentHash, ReadOnlyMemory<float>>> EmbedAsync(
        Tenant tenant, EmbeddingModel model, IEnumerable<Piece> pieces, CancellationToken cancellation)
    {
        var texts = new Dictionary<ContentHash, string>();
        foreach (var piece in pieces)
            texts.TryAdd(piece.Hash, piece.Text);
        var vectors = new Dictionary<ContentHash, ReadOnlyMemory<float>>(
            await cache.FindAsync(tenant, model.Key, texts.Keys, cancellation));

        foreach (var batch in texts.Where(t => !vectors.ContainsKey(t.Key)).Chunk(EmbedBatch))
        {
            var made = await model.Generator.GenerateAsync(batch.Select(static b => b.Value), cancellationToken: cancellation);
            if (made.Count != batch.Length)
                throw new InvalidOperationException($"The embedding model gave {made.Count} vectors for {batch.Length} texts.");
            for (var i = 0; i < batch.Length; i++)
                vectors.Add(batch[i].Key, UnitVector.Of(made[i].Vector, model.Dimensions));
        }

        return vectors;
    }

    private readonly record struct Piece(int Start, int Length, string Text, ContentHash Hash);
}
