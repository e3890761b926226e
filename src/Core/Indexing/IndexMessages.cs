using InboxMind.Core.Index;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Telemetry;
using InboxMind.Core.Text;

namespace InboxMind.Core.Indexing;

/// <summary>Brings messages into the index: writes their words and marks them; takes out what is no longer stored. Their vectors come
/// later (<see cref="EmbedMail"/>): no one waits for them. Doing it again changes nothing; a message deleted meanwhile does not stay
/// in the index.</summary>
public sealed class IndexMessages(
    IMailStore store, IMailIndex index, CheckIndex check, RemoveDeleted remove, VectorWork vectors, AttachmentWork attachments)
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
        using var span = Signals.Begin("index messages")?.SetTag("messages", ids.Count);
        await check.CheckAsync(owner, cancellation);

        // What was deleted comes first, also what no item names: a mail whose place another one took.
        await remove.RemoveAsync(owner, cancellation);
        var left = ids.ToArray();
        var written = 0;
        while (left.Length > 0)
        {
            IReadOnlyList<StoredMail> stored;
            int asked;
            using (Signals.Begin("store read"))
                (stored, asked) = await store.GetPartAsync(owner, left, PartCharacters, cancellation);
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
        IndexState state;
        using (Signals.Begin("index write")?.SetTag("messages", pending.Count))
            state = await index.WriteAsync(owner, "", pending.ConvertAll(Indexed), cancellation);

        // A message deleted while it was being indexed is found out here, after the write.
        var gone = await store.MarkIndexedAsync(owner, [.. pending.Select(static m => (m.Message.Id, m.Version))], state, cancellation);
        if (gone.Count > 0)
            await remove.RemoveAsync(owner, gone, cancellation);
        vectors.Add(owner);
        if (pending.Exists(static m => m.Message.Attachments.Count > 0))
            attachments.Add(owner);
        IndexingSignals.Written.Add(pending.Count - gone.Count);
        return pending.Count - gone.Count;
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

    private static IndexedMail Indexed(StoredMail mail)
    {
        var message = mail.Message;
        return new IndexedMail(
            message.Id, message.Subject, Names(message.From), Names(message.To), message.Date, mail.Folders,
            message.HasAttachments, message.Text, Names(message.Attachments.Select(static a => a.Name)), Chunks: null)
        {
            Version = mail.Version,
            Facts = string.Join(' ', Facts.Read($"{message.Subject}\n{message.Text}")),
            Cc = Names(message.Cc),
            Bcc = Names(message.Bcc),
            Flags = mail.Flags,
            AttachmentKinds = AttachmentKindReader.Read(message.Attachments),
            HasFiles = message.Attachments.Count > 0,
            Size = message.Size,
            MessageId = message.MessageId,
            ListId = message.ListId ?? "",
            Kind = message.Kind,
            IsEncrypted = message.IsEncrypted,
            Language = LanguageDetector.OfText(message.Text),
        };
    }

    private static string Names<T>(IEnumerable<T> all) => MailLimits.Begin(string.Join(", ", all), MaxNames);
}
