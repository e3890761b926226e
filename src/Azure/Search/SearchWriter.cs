using System.Globalization;
using Azure.Search.Documents.Models;
using InboxMind.Core.Index;
using static InboxMind.Azure.Search.MailFieldNames;

namespace InboxMind.Azure.Search;

/// <summary>Writes mails and their pieces: pieces first, then the mails that name them, then what is no longer needed is deleted, and the
/// state comes last. Stopped anywhere, it is done again by who writes the same again.</summary>
internal sealed class SearchWriter(SearchService service, Owner owner, TimeProvider time)
{
    private readonly List<IndexDocumentsAction<SearchDocument>> _mails = [];
    private readonly List<IndexDocumentsAction<SearchDocument>> _pieces = [];
    private readonly Dictionary<string, List<string>> _stale = [];
    private readonly HashSet<string> _models = [];
    private (bool Words, bool Vectors) _changed;
    private int _dimensions;
    private SearchState _state = SearchState.None;

    /// <summary>Writes mails, replacing what is there of them.</summary>
    public async Task<SearchState> WriteAsync(string model, IReadOnlyList<IndexedMail> mails, CancellationToken cancellation)
    {
        List<IndexedMail> last = [.. mails.Reverse().DistinctBy(static m => m.Id).Reverse()];
        var known = await ReadAsync(last.Select(static m => m.Id), cancellation);
        foreach (var mail in last)
            Add(model, new MailDocument(owner, mail), known.GetValueOrDefault(mail.Id));
        return await FinishAsync(model, cancellation);
    }

    /// <summary>Writes the pieces of mails that are there in just this version.</summary>
    public async Task WriteVectorsAsync(string model, IReadOnlyList<MailVectors> mails, CancellationToken cancellation)
    {
        var known = await ReadAsync(mails.Select(static m => m.Id), cancellation);
        foreach (var mail in mails)
        {
            if (known.GetValueOrDefault(mail.Id) is not { } there || there.Version != mail.Version)
                continue;
            var pieces = there.With(AddPieces(model, mail.Id, mail.Pieces, there));
            _mails.Add(IndexDocumentsAction.Merge(new SearchDocument
            {
                [Key] = SearchKeys.Mail(owner, mail.Id),
                [Embedded] = model,
                [Pieces] = pieces.Select(static p => p.ToString()).ToArray(),
            }));
        }

        if (_mails.Count > 0)
            await FinishAsync(model, cancellation);
    }

    /// <summary>What there is of mails. Pieces of models whose vectors were removed are not there, whatever the mail says.</summary>
    private async Task<Dictionary<EmailId, KnownMail>> ReadAsync(IEnumerable<EmailId> ids, CancellationToken cancellation)
    {
        _state = await SearchState.ReadAsync(service, owner, cancellation);
        if (_state == SearchState.None)
            _state = await TakeOverAsync(cancellation);
        var models = _state.Models.Select(SearchKeys.Digest).ToHashSet();
        return (await KnownMail.ReadAsync(service, owner, ids, cancellation)).ToDictionary(
            static k => k.Key, k => k.Value with { Pieces = [.. k.Value.Pieces.Where(p => models.Contains(p.Model))] });
    }

    /// <summary>The state of an owner's first write: of what they have in an earlier layout, the vectors go on and the mail is made
    /// anew.</summary>
    private async Task<SearchState> TakeOverAsync(CancellationToken cancellation)
    {
        var earlier = new EarlierIndex(service, owner);
        var models = await earlier.ModelsAsync(cancellation);
        if (models.Count == 0)
        {
            await earlier.EraseAsync(cancellation);
            return SearchState.None;
        }

        // Stopped before the new state is there, it begins again; behind it nothing of any mail is left.
        await earlier.EraseMailsAsync(cancellation);
        var state = (SearchState.None with { Models = models }).Next(words: true, vectors: true, time.GetUtcNow());
        await state.WriteAsync(service, owner, cancellation);
        await earlier.EraseAsync(cancellation);
        return state;
    }

    private void Add(string model, MailDocument document, KnownMail? known)
    {
        var (isNew, before) = (known?.Words != document.WordsDigest, known);
        if (isNew && known is not null)
        {
            // Other words make other pieces; those that are there serve until then.
            known = known with { Embedded = "" };
        }

        var (embedded, all) = (known?.Embedded ?? "", known?.Pieces ?? []);
        var hasPieces = document.Mail.Chunks is not null;
        if (document.Mail.Chunks is { } chunks)
        {
            var there = known ?? new KnownMail(document.Mail.Id, 0, "", "", "", []);
            (embedded, all) = (model, there.With(AddPieces(model, document.Mail.Id, chunks, there)));
        }

        string[] names = [.. all.Select(static p => p.ToString())];
        _changed.Words |= isNew || known?.Marks != document.MarksDigest;
        if (isNew)
            _mails.Add(document.Whole(before, embedded, names, service.IsSemantic));
        else if (known!.Marks != document.MarksDigest || known.Version != document.Mail.Version
            || (hasPieces && (known.Embedded != embedded || !known.Pieces.SequenceEqual(all))))
            _mails.Add(document.Change(embedded, names));
    }

    private KnownPieces AddPieces(string model, EmailId id, IReadOnlyList<IndexedChunk> chunks, KnownMail known)
    {
        var digest = SearchKeys.Digest(string.Join('\n', chunks.Select(static c => $"{c.Start} {c.Length} {c.Hash.Value}")));
        var pieces = new KnownPieces(SearchKeys.Digest(model), chunks.Count, digest);
        _models.Add(model);
        var before = known.Pieces.FirstOrDefault(p => p.Model == pieces.Model);
        if (before == pieces)
            return pieces;
        _changed.Vectors |= chunks.Count > 0 || before is not null;
        if (before is not null)
            Forget(id, before, from: chunks.Count);
        for (var i = 0; i < chunks.Count; i++)
        {
            _dimensions = chunks[i].Vector.Length;
            _pieces.Add(IndexDocumentsAction.Upload(new SearchDocument
            {
                [Key] = SearchKeys.Piece(owner, id, i),
                [MailFieldNames.Owner] = owner.User.Value,
                [MailFieldNames.Mail] = id.Value,
                [Start] = chunks[i].Start,
                [Length] = chunks[i].Length,
                [Hash] = chunks[i].Hash.Value.ToString("x32", CultureInfo.InvariantCulture),
                [Vector] = chunks[i].Vector.ToArray(),
            }));
        }

        return pieces;
    }

    private void Forget(EmailId id, KnownPieces pieces, int from)
    {
        if (pieces.Count <= from)
            return;
        if (!_stale.TryGetValue(pieces.Model, out var keys))
            _stale.Add(pieces.Model, keys = []);
        keys.AddRange(Enumerable.Range(from, pieces.Count - from).Select(n => SearchKeys.Piece(owner, id, n)));
        _changed.Vectors = true;
    }

    private async Task<SearchState> FinishAsync(string model, CancellationToken cancellation)
    {
        var written = _pieces.Select(static p => p.Document.GetString(Key)).ToHashSet();
        if (_pieces.Count > 0)
            await service.WriteAsync(SearchIndexes.PieceIndex(model, _dimensions), _pieces, cancellation);
        await service.WriteAsync(SearchIndexes.MailIndex(service.IsSemantic), _mails, cancellation);
        foreach (var (digest, keys) in _stale)
        {
            var isSame = digest == SearchKeys.Digest(model);
            await service.DeleteAsync(
                SearchIndexes.PiecesOfDigest(digest), [.. keys.Where(k => !isSame || !written.Contains(k))], cancellation);
        }

        var models = _models.Aggregate(_state, static (s, m) => s.With(m));
        if (!_changed.Words && !_changed.Vectors && models == _state)
            return _state;
        var next = models.Next(_changed.Words, _changed.Vectors, time.GetUtcNow());
        await next.WriteAsync(service, owner, cancellation);
        return next;
    }
}
