using Azure.Search.Documents;
using Azure.Search.Documents.Models;
using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;
using static InboxMind.Azure.Search.MailFieldNames;

namespace InboxMind.Azure.Search;

/// <summary>The attachments of an owner's mails in the index.</summary>
internal sealed class AttachedMail(SearchService service, Owner owner, TimeProvider time)
{
    /// <summary>Ids in one filter.</summary>
    private const int AtOnce = 500;

    /// <summary>Characters of what was read that are asked for at once; the service gives 16 MB.</summary>
    private const int MaxCharacters = 8_000_000;

    public async Task<IReadOnlyList<EmailId>> WaitingAsync(int version, int limit, CancellationToken cancellation)
    {
        var options = new SearchOptions
        {
            Filter = Waiting(version),
            OrderBy = { $"{Date} desc" },
            Select = { Id },
            Size = limit,
        };
        return [.. (await service.FindAsync(SearchIndexes.Mails, null, options, cancellation)).Documents
            .Select(static d => new EmailId(d.Document.GetString(Id)))];
    }

    public async Task<AttachmentCounts> CountAsync(int version, CancellationToken cancellation)
    {
        var waiting = service.CountAsync(SearchIndexes.Mails, Waiting(version), cancellation);
        var mailbox = await SearchMailbox.ReadAsync(service, owner, cancellation);
        return new AttachmentCounts(await waiting, mailbox.Outcomes);
    }

    public async Task WriteAsync(int version, IReadOnlyList<MailAttachments> mails, CancellationToken cancellation)
    {
        var known = await KnownMail.ReadAsync(service, owner, mails.Select(static m => m.Id), cancellation);
        List<MailAttachments> there = [.. mails.Where(m => known.TryGetValue(m.Id, out var mail) && mail.Version == m.Version)];
        if (there.Count == 0)
            return;
        await service.WriteAsync(
            SearchIndexes.MailIndex(service.IsSemantic),
            [.. there.Select(m => IndexDocumentsAction.Merge(AttachedDocument.Of(SearchKeys.Mail(owner, m.Id), version, m)))],
            cancellation);
        if (there.All(m => known[m.Id].Attached == AttachedDocument.DigestOf(m)))
            return;
        var state = await SearchState.ReadAsync(service, owner, cancellation);
        await state.Next(words: true, vectors: false, time.GetUtcNow()).WriteAsync(service, owner, cancellation);
    }

    public async Task<IReadOnlyDictionary<EmailId, IReadOnlyList<AttachmentReading>>> ReadAsync(
        IReadOnlyCollection<EmailId> ids, CancellationToken cancellation)
    {
        var read = new Dictionary<EmailId, IReadOnlyList<AttachmentReading>>();
        foreach (var some in ids.Distinct().Chunk(AtOnce))
        {
            var group = new List<string>();
            var size = 0;
            foreach (var document in await FindAsync(some.Select(static i => i.Value), [Id, ReadingsLength], cancellation))
            {
                var length = document.GetInt32(ReadingsLength) ?? 0;
                if (group.Count > 0 && size + length > MaxCharacters)
                {
                    await AddAsync(group, read, cancellation);
                    (group, size) = ([], 0);
                }

                group.Add(document.GetString(Id));
                size += length;
            }

            if (group.Count > 0)
                await AddAsync(group, read, cancellation);
        }

        return read;
    }

    private async Task AddAsync(
        List<string> ids, Dictionary<EmailId, IReadOnlyList<AttachmentReading>> read, CancellationToken cancellation)
    {
        foreach (var document in await FindAsync(ids, [Id, Readings], cancellation))
            read[new EmailId(document.GetString(Id))] = AttachedDocument.Unpack(document.GetString(Readings));
    }

    private async Task<IEnumerable<SearchDocument>> FindAsync(
        IEnumerable<string> ids, IReadOnlyList<string> fields, CancellationToken cancellation)
    {
        var options = new SearchOptions
        {
            Filter = ODataFilter.And(SearchConditions.Of(owner), $"{ReadBy} gt 0", ODataFilter.In(Id, ids)),
            Size = AtOnce,
        };
        foreach (var field in fields)
            options.Select.Add(field);
        return (await service.FindAsync(SearchIndexes.Mails, null, options, cancellation)).Documents.Select(static d => d.Document);
    }

    /// <summary>Mails with attachments that this version has not read.</summary>
    private string Waiting(int version) => ODataFilter.And(
        SearchConditions.Of(owner), $"{Files} ne {ODataFilter.Text(MailDocument.NoFiles)}",
        SearchConditions.Not($"{ReadBy} ge {ODataFilter.Number(version)}"));
}
