using Azure.Search.Documents;
using Azure.Search.Documents.Models;

namespace InboxMind.Azure.Search;

/// <summary>What an owner's part of the index is: which one, how far, and of which models there are vectors. It is a document beside the
/// mails, written after them, so that who sees it sees them.</summary>
/// <param name="Id">Another one after everything was removed.</param>
/// <param name="Revision">Advances when words or conditions change.</param>
/// <param name="Vectors">Advances when vectors change.</param>
/// <param name="Models">The keys of the models, the oldest first.</param>
internal sealed record SearchState(string Id, long Revision, long Vectors, IReadOnlyList<string> Models)
{
    public static readonly SearchState None = new("", 0, 0, []);

    public static Task<SearchState> ReadAsync(SearchService service, Owner owner, CancellationToken cancellation) =>
        ReadAsync(service, SearchIndexes.Mails, owner, cancellation);

    public static async Task<SearchState> ReadAsync(SearchService service, string index, Owner owner, CancellationToken cancellation)
    {
        var options = new SearchOptions
        {
            Filter = Filter(owner),
            Select = { MailFieldNames.Index, MailFieldNames.Revision, MailFieldNames.Vectors, MailFieldNames.Models },
            Size = 1,
        };
        var found = await service.FindAsync(index, null, options, cancellation);
        return found.Documents is not [{ Document: var document }] ? None : new SearchState(
            document.GetString(MailFieldNames.Index), document.GetInt64(MailFieldNames.Revision) ?? 0,
            document.GetInt64(MailFieldNames.Vectors) ?? 0, [.. document.GetStringCollection(MailFieldNames.Models)]);
    }

    /// <summary>The state after a change. Two that change at once may count the same number: then the clock tells them apart.</summary>
    public SearchState Next(bool words, bool vectors, DateTimeOffset now) => this with
    {
        Id = Id.Length > 0 ? Id : $"{Guid.NewGuid():n}",
        Revision = words ? Math.Max(Revision + 1, now.ToUnixTimeMilliseconds()) : Revision,
        Vectors = vectors ? Vectors + 1 : Vectors,
    };

    public SearchState With(string model) => model.Length == 0 || Models.Contains(model) ? this : this with { Models = [.. Models, model] };

    public Task WriteAsync(SearchService service, Owner owner, CancellationToken cancellation) => service.WriteAsync(
        SearchIndexes.MailIndex(service.IsSemantic),
        [
            IndexDocumentsAction.Upload(new SearchDocument
            {
                [MailFieldNames.Key] = SearchKeys.State(owner),
                [MailFieldNames.User] = owner.User.Value,
                [MailFieldNames.Index] = Id,
                [MailFieldNames.Revision] = Revision,
                [MailFieldNames.Vectors] = Vectors,
                [MailFieldNames.Models] = Models.ToArray(),
            }),
        ],
        cancellation);

    public static string Filter(Owner owner) => $"{MailFieldNames.User} eq {ODataFilter.Text(owner.User.Value)}";
}
