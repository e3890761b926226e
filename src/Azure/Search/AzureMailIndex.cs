using System.Globalization;
using Azure.Search.Documents;
using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;
using static InboxMind.Azure.Search.MailFieldNames;

namespace InboxMind.Azure.Search;

/// <summary>The index in Azure AI Search: one for the mail of all users, whose owner is part of every filter, and one for each model's
/// vectors.</summary>
internal sealed class AzureMailIndex(SearchService service, TimeProvider time)
    : IMailIndex, IAttachmentIndex, IVectorCache, IIndexSize, IUserData
{
    public async Task<IndexState> WriteAsync(Owner owner, string model, IReadOnlyList<IndexedMail> mails, CancellationToken cancellation) =>
        mails.Count == 0
            ? await StateAsync(owner, cancellation)
            : State(await new SearchWriter(service, owner, time).WriteAsync(model, mails, cancellation));

    public async Task<IndexState?> RemoveAsync(Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation)
    {
        var state = await SearchState.ReadAsync(service, owner, cancellation);
        if (ids.Count == 0)
            return state == SearchState.None ? null : State(state);
        var earlier = state == SearchState.None ? new EarlierIndex(service, owner) : null;
        var known = await KnownMail.ReadAsync(service, owner, ids, cancellation);

        // Pieces by what they are of as well: a writer that was stopped may have left some that no mail names.
        foreach (var model in earlier is null ? state.Models : await earlier.ModelsAsync(cancellation))
        {
            var digest = SearchKeys.Digest(model);
            await service.DeleteAsync(
                SearchIndexes.PiecesOf(model),
                [.. known.Values.SelectMany(m => m.Pieces.Where(p => p.Model == digest)
                    .SelectMany(p => Enumerable.Range(0, p.Count).Select(n => SearchKeys.Piece(owner, m.Id, n))))],
                cancellation);
            foreach (var some in ids.Chunk(SearchService.Page))
            {
                await service.DeleteAllAsync(
                    SearchIndexes.PiecesOf(model),
                    ODataFilter.And(SearchConditions.Of(owner), ODataFilter.In(MailFieldNames.Mail, some.Select(static i => i.Value))),
                    cancellation);
            }
        }

        await service.DeleteAsync(SearchIndexes.Mails, [.. ids.Select(id => SearchKeys.Mail(owner, id))], cancellation);
        if (earlier is not null)
        {
            await earlier.RemoveAsync(ids, cancellation);
            return null;
        }

        if (known.Count == 0)
            return State(state);
        var next = state.Next(words: true, vectors: false, time.GetUtcNow());
        await next.WriteAsync(service, owner, cancellation);
        return State(next);
    }

    public Task ClearAsync(Owner owner, CancellationToken cancellation) => EraseAsync(owner, cancellation);

    /// <summary>Mails go first and the state last: stopped midway, it goes on where it stopped.</summary>
    public async Task<bool> EraseAsync(Owner owner, CancellationToken cancellation)
    {
        var state = await SearchState.ReadAsync(service, owner, cancellation);
        var earlier = new EarlierIndex(service, owner);
        var any = await service.DeleteAllAsync(SearchIndexes.Mails, SearchConditions.Of(owner), cancellation);
        foreach (var model in state.Models.Concat(await earlier.ModelsAsync(cancellation)).Distinct())
            any |= await service.DeleteAllAsync(SearchIndexes.PiecesOf(model), SearchConditions.Of(owner), cancellation);
        any |= await earlier.EraseAsync(cancellation);
        if (state == SearchState.None)
            return any;
        await service.DeleteAsync(SearchIndexes.Mails, [SearchKeys.State(owner)], cancellation);
        return true;
    }

    public async Task<IndexState> StateAsync(Owner owner, CancellationToken cancellation) =>
        State(await SearchState.ReadAsync(service, owner, cancellation));

    public async Task<IReadOnlyDictionary<EmailId, long>> VersionsAsync(
        Owner owner, EmailId? after, EmailId? last, CancellationToken cancellation)
    {
        var versions = new Dictionary<EmailId, long>();
        for (var from = after; ;)
        {
            var options = new SearchOptions
            {
                Filter = ODataFilter.And(
                    SearchConditions.Of(owner), from is { } known ? $"{Id} gt {ODataFilter.Text(known.Value)}" : null,
                    last is { } end ? $"{Id} le {ODataFilter.Text(end.Value)}" : null),
                OrderBy = { $"{Id} asc" },
                Select = { Id, MailFieldNames.Version },
                Size = SearchService.Page,
            };
            var found = (await service.FindAsync(SearchIndexes.Mails, null, options, cancellation)).Documents;
            foreach (var result in found)
            {
                from = new EmailId(result.Document.GetString(Id));
                versions[from.Value] = result.Document.GetInt64(MailFieldNames.Version) ?? 0;
            }

            if (found.Count < SearchService.Page)
                return versions;
        }
    }

    public Task<IReadOnlyList<IndexHit>> SearchAsync(Owner owner, IndexQuery query, CancellationToken cancellation) =>
        new SearchQuestion(service, owner, query).RunAsync(cancellation);

    public async Task<IReadOnlyList<MailPosition>> ListAsync(
        Owner owner, SearchQuery query, IReadOnlyCollection<EmailId>? among, MailRange range, CancellationToken cancellation)
    {
        if (among is { Count: 0 } || range.Limit == 0)
            return [];
        var (order, compare) = range.OldestFirst ? ("asc", "gt") : ("desc", "lt");
        var options = new SearchOptions
        {
            Filter = ODataFilter.And(
                SearchConditions.List(owner, query, await FormsAsync(owner, query, cancellation), among),
                range.After is { } place ? Behind(place, compare) : null),
            OrderBy = { $"{Date} {order}", $"{Id} {order}" },
            Select = { Id, Date },
            Skip = range.Skip,
            Size = range.Limit,
        };
        return [.. (await service.FindAsync(SearchIndexes.Mails, null, options, cancellation)).Documents.Select(static d =>
            new MailPosition(
            DateTimeOffset.FromUnixTimeSeconds(d.Document.GetInt64(Date) ?? 0), new EmailId(d.Document.GetString(Id))))];
    }

    public async Task<long> CountAsync(
        Owner owner, SearchQuery query, IReadOnlyCollection<EmailId>? among, CancellationToken cancellation) =>
        among is { Count: 0 }
            ? 0
            : await service.CountAsync(
                SearchIndexes.Mails,
                SearchConditions.List(owner, query, await FormsAsync(owner, query, cancellation), among), cancellation);

    public Task WriteVectorsAsync(Owner owner, string model, IReadOnlyList<MailVectors> mails, CancellationToken cancellation) =>
        mails.Count == 0 ? Task.CompletedTask : new SearchWriter(service, owner, time).WriteVectorsAsync(model, mails, cancellation);

    public async Task RemoveVectorsAsync(Owner owner, string except, CancellationToken cancellation)
    {
        var state = await SearchState.ReadAsync(service, owner, cancellation);
        foreach (var model in state.Models.Where(m => m != except))
        {
            await service.DeleteAllAsync(SearchIndexes.PiecesOf(model), SearchConditions.Of(owner), cancellation);
            await service.DropIfEmptyAsync(SearchIndexes.PiecesOf(model), cancellation);
        }

        if (state.Models.All(m => m == except))
            return;
        var next = state with { Models = [.. state.Models.Where(m => m == except)] };
        await next.Next(words: false, vectors: true, time.GetUtcNow()).WriteAsync(service, owner, cancellation);
    }

    public async Task<IReadOnlyList<string>> VectorModelsAsync(Owner owner, CancellationToken cancellation) =>
        (await SearchState.ReadAsync(service, owner, cancellation)).Models;

    public async Task<IReadOnlyList<EmailId>> WithoutVectorsAsync(Owner owner, string model, int limit, CancellationToken cancellation)
    {
        var options = new SearchOptions
        {
            Filter = WithoutVectors(owner, model),
            OrderBy = { $"{IsBulk} asc", $"{Date} desc" },
            Select = { Id },
            Size = limit,
        };
        return [.. (await service.FindAsync(SearchIndexes.Mails, null, options, cancellation)).Documents
            .Select(static d => new EmailId(d.Document.GetString(Id)))];
    }

    public Task<long> CountWithoutVectorsAsync(Owner owner, string model, CancellationToken cancellation) =>
        service.CountAsync(SearchIndexes.Mails, WithoutVectors(owner, model), cancellation);

    public Task<IReadOnlyList<EmailId>> WithoutAttachmentsAsync(
        Owner owner, int version, int limit, CancellationToken cancellation) =>
        new AttachedMail(service, owner, time).WaitingAsync(version, limit, cancellation);

    public Task WriteAttachmentsAsync(
        Owner owner, int version, IReadOnlyList<MailAttachments> mails, CancellationToken cancellation) =>
        new AttachedMail(service, owner, time).WriteAsync(version, mails, cancellation);

    public Task<IReadOnlyDictionary<EmailId, IReadOnlyList<AttachmentReading>>> AttachmentsAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation) =>
        new AttachedMail(service, owner, time).ReadAsync(ids, cancellation);

    public Task<AttachmentCounts> CountAttachmentsAsync(Owner owner, int version, CancellationToken cancellation) =>
        new AttachedMail(service, owner, time).CountAsync(version, cancellation);

    public async Task<long> RevisionAsync(Owner owner, CancellationToken cancellation)
    {
        var state = await SearchState.ReadAsync(service, owner, cancellation);
        return state.Revision + state.Vectors;
    }

    public async Task<IReadOnlyDictionary<ContentHash, ReadOnlyMemory<float>>> FindAsync(
        Owner owner, string model, IReadOnlyCollection<ContentHash> hashes, CancellationToken cancellation)
    {
        var vectors = new Dictionary<ContentHash, ReadOnlyMemory<float>>();
        if (model.Length == 0)
            return vectors;
        foreach (var some in hashes.Distinct().Chunk(SearchService.Page / 4))
        {
            var options = new SearchOptions
            {
                Filter = ODataFilter.And(SearchConditions.Of(owner), ODataFilter.In(Hash, some.Select(static h => Text(h)))),
                Select = { Hash, Vector },
                Size = SearchService.Page,
            };
            foreach (var result in (await service.FindAsync(SearchIndexes.PiecesOf(model), null, options, cancellation)).Documents)
            {
                var hash = UInt128.Parse(result.Document.GetString(Hash), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                vectors.TryAdd(
                    new ContentHash(hash), result.Document.GetDoubleCollection(Vector).Select(static x => (float)x).ToArray());
            }
        }

        return vectors;
    }

    /// <summary>How many bytes an owner takes up in a shared index the service does not tell.</summary>
    async Task<IndexSize> IIndexSize.ReadAsync(Owner owner, CancellationToken cancellation)
    {
        var state = await SearchState.ReadAsync(service, owner, cancellation);
        var chunks = 0L;
        foreach (var model in state.Models)
            chunks += await service.CountAsync(SearchIndexes.PiecesOf(model), SearchConditions.Of(owner), cancellation);
        return new IndexSize(chunks, 0);
    }

    private async Task<AskedForms> FormsAsync(Owner owner, SearchQuery query, CancellationToken cancellation) => query.Any.Count == 0
        ? AskedForms.None
        : (await SearchMailbox.ReadAsync(service, owner, cancellation)).Forms(query);

    private static string Text(ContentHash hash) => hash.Value.ToString("x32", CultureInfo.InvariantCulture);

    private static string WithoutVectors(Owner owner, string model) =>
        ODataFilter.And(SearchConditions.Of(owner), $"{Embedded} ne {ODataFilter.Text(model)}");

    private static string Behind(MailPosition place, string compare)
    {
        var (date, id) = (ODataFilter.Number(place.Date.ToUnixTimeSeconds()), ODataFilter.Text(place.Id.Value));
        return $"({Date} {compare} {date} or ({Date} eq {date} and {Id} {compare} {id}))";
    }

    private static IndexState State(SearchState state) => new(state.Id, state.Revision);
}
