using InboxMind.Core.Index;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Indexing;

/// <summary>Brings messages into the index: cuts them into pieces, embeds what was not embedded before, writes words and
/// vectors, and marks them; takes out what is no longer stored. A message for which the budget of embeddings does not reach is
/// written with its words, and its vectors come later (<see cref="RenewVectors"/>). Doing it again changes nothing; a message
/// deleted meanwhile does not stay in the index.</summary>
public sealed class IndexMessages(
    IMailStore store, IMailIndex index, MakeVectors make, IEmbeddingModels models, CheckIndex check, RemoveDeleted remove)
{
    /// <summary>Characters of text held at once, so that memory stays bounded whatever the mails' lengths.</summary>
    private const int PartCharacters = 4_000_000;

    /// <summary>Characters of all recipients, and of all attachments' names, that are indexed.</summary>
    private const int MaxNames = 200_000;

    /// <summary>Bytes of a raw mail that its headers are looked for in.</summary>
    private const int HeaderBytes = 64 * 1024;

    /// <summary>Indexes those of the messages that need it.</summary>
    /// <param name="owner">Whose messages.</param>
    /// <param name="ids">The messages.</param>
    /// <param name="again">Whether those are written too that the index holds already.</param>
    /// <param name="cancellation">Stops the work; it is done again later.</param>
    /// <returns>How many were written.</returns>
    public async Task<int> IndexAsync(Owner owner, IReadOnlyCollection<EmailId> ids, bool again, CancellationToken cancellation)
    {
        await check.CheckAsync(owner, cancellation);

        // What was deleted comes first, also what no item names: a mail whose place another one took.
        await remove.RemoveAsync(owner, cancellation);
        var left = ids.ToArray();
        var written = 0;
        while (left.Length > 0)
        {
            var (stored, asked) = await store.GetPartAsync(owner, left, PartCharacters, cancellation);
            var part = left[..asked];
            left = left[asked..];
            if (stored.Count < part.Length)
                stored = [.. stored, .. await RemoveMissingAsync(owner, part, stored, cancellation)];
            var pending = await WithListIdsAsync(owner, stored.Where(m => again || !m.IsIndexed), cancellation);
            written += pending.Count == 0 ? 0 : await WriteAsync(owner, pending, cancellation);
        }

        return written;
    }

    /// <summary>Mail that was stored before list ids were kept has them in its raw bytes.</summary>
    private async Task<List<StoredMail>> WithListIdsAsync(Owner owner, IEnumerable<StoredMail> mails, CancellationToken cancellation)
    {
        var all = new List<StoredMail>();
        foreach (var mail in mails)
        {
            all.Add(mail.Message.ListId is not null ? mail : mail with
            {
                Message = mail.Message with { ListId = await ListIdAsync(owner, mail.Message.Id, cancellation) },
            });
        }

        return all;
    }

    private async Task<string> ListIdAsync(Owner owner, EmailId id, CancellationToken cancellation)
    {
        await using var raw = await store.OpenRawAsync(owner, id, cancellation);
        if (raw is null)
            return "";
        var head = new byte[HeaderBytes];
        var length = await raw.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        return MimeReader.ListId(head.AsMemory(0, length));
    }

    private async Task<int> WriteAsync(Owner owner, List<StoredMail> pending, CancellationToken cancellation)
    {
        var model = await models.GetActiveAsync(owner, cancellation);
        var pieces = pending.ConvertAll(m => Pieces(m.Message, model.Tokens));
        int start = 0, written = 0;
        await foreach (var (count, vectors) in make.MakeAsync(owner, model, pieces, cancellation))
        {
            var part = pending[start..(start + count)];
            var state = await index.WriteAsync(
                owner, model.Key, [.. part.Select((m, i) => Indexed(m, Chunks(pieces[start + i], vectors)))], cancellation);

            // A message deleted while it was being indexed is found out here, after the write.
            var gone = await store.MarkIndexedAsync(owner, [.. part.Select(static m => (m.Message.Id, m.Version))], state, cancellation);
            if (gone.Count > 0)
                await remove.RemoveAsync(owner, gone, cancellation);
            start += count;
            written += count - gone.Count;
        }

        return written;
    }

    /// <returns>Those that were stored again while the index let go of them.</returns>
    private async Task<IReadOnlyList<StoredMail>> RemoveMissingAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, IReadOnlyList<StoredMail> stored, CancellationToken cancellation)
    {
        List<EmailId> missing = [.. ids.Except(stored.Select(static m => m.Message.Id))];
        if (missing.Count == 0)
            return [];
        var back = await remove.RemoveAsync(owner, missing, cancellation);
        return back.Count == 0 ? [] : await store.GetAsync(owner, back, cancellation);
    }

    private static IndexedMail Indexed(StoredMail mail, List<IndexedChunk>? chunks)
    {
        var message = mail.Message;
        return new IndexedMail(
            message.Id, message.Subject, Names(message.From), Names(message.To), message.Date, mail.Folders,
            message.HasAttachments, message.Text, Names(message.Attachments.Select(static a => a.Name)), chunks)
        {
            Version = mail.Version,
            Cc = Names(message.Cc),
            Bcc = Names(message.Bcc),
            Flags = mail.Flags,
            AttachmentKinds = AttachmentKindReader.Read(message.Attachments),
            Size = message.Size,
            MessageId = message.MessageId,
            ListId = message.ListId ?? "",
        };
    }

    private static string Names<T>(IEnumerable<T> all) => MailLimits.Begin(string.Join(", ", all), MaxNames);

    /// <summary>The pieces with their vectors; null when they wait for some.</summary>
    private static List<IndexedChunk>? Chunks(List<MailPiece> pieces, IReadOnlyDictionary<ContentHash, ReadOnlyMemory<float>> vectors) =>
        pieces.TrueForAll(p => vectors.ContainsKey(p.Hash))
            ? pieces.ConvertAll(p => new IndexedChunk(p.Start, p.Length, p.Hash, vectors[p.Hash]))
            : null;

    private static List<MailPiece> Pieces(MailMessage message, ITokenCounter tokens) =>
        Chunker.Cut(message.Text, tokens).ConvertAll(cut =>
        {
            var text = $"{message.Subject}\n{message.Text.AsSpan(cut.Start, cut.Length)}";
            return new MailPiece(cut.Start, cut.Length, text, ContentHash.Compute(text));
        });
}
