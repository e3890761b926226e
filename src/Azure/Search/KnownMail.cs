using Azure.Search.Documents;
using Azure.Search.Documents.Models;
using static InboxMind.Azure.Search.MailFieldNames;

namespace InboxMind.Azure.Search;

/// <summary>What the index holds of a mail.</summary>
/// <param name="Id">The mail.</param>
/// <param name="Version">Its version there.</param>
/// <param name="Words">See <see cref="MailDocument.WordsDigest"/>.</param>
/// <param name="Marks">See <see cref="MailDocument.MarksDigest"/>.</param>
/// <param name="Embedded">The model of its vectors.</param>
/// <param name="Pieces">Its pieces of each model.</param>
/// <param name="Files">See <see cref="MailDocument.Files"/>.</param>
/// <param name="Attached">See <see cref="AttachedDocument.DigestOf"/>.</param>
internal sealed record KnownMail(
    EmailId Id, long Version, string Words, string Marks, string Embedded, IReadOnlyList<KnownPieces> Pieces, string Files = "",
    string Attached = "")
{
    /// <summary>Ids in one filter.</summary>
    private const int AtOnce = 500;

    public static async Task<Dictionary<EmailId, KnownMail>> ReadAsync(
        SearchService service, Owner owner, IEnumerable<EmailId> ids, CancellationToken cancellation)
    {
        var known = new Dictionary<EmailId, KnownMail>();
        foreach (var some in ids.Distinct().Chunk(AtOnce))
        {
            var options = new SearchOptions
            {
                Filter = ODataFilter.And(SearchConditions.Of(owner), ODataFilter.In(MailFieldNames.Id, some.Select(static i => i.Value))),
                Select = { MailFieldNames.Id, MailFieldNames.Version, Digest, MailFieldNames.Marks, MailFieldNames.Embedded,
                    MailFieldNames.Pieces, MailFieldNames.Files, AttachedDigest },
                Size = AtOnce,
            };
            foreach (var found in (await service.FindAsync(SearchIndexes.Mails, null, options, cancellation)).Documents)
            {
                var mail = Read(found.Document);
                known[mail.Id] = mail;
            }
        }

        return known;
    }

    /// <summary>The same with other pieces of a model; none where there are no more.</summary>
    public IReadOnlyList<KnownPieces> With(KnownPieces pieces) =>
        [.. Pieces.Where(p => p.Model != pieces.Model), .. pieces.Count > 0 ? [pieces] : Array.Empty<KnownPieces>()];

    private static KnownMail Read(SearchDocument document) => new(
        new EmailId(document.GetString(MailFieldNames.Id)), document.GetInt64(MailFieldNames.Version) ?? 0,
        document.GetString(Digest) ?? "",
        document.GetString(MailFieldNames.Marks) ?? "", document.GetString(MailFieldNames.Embedded) ?? "",
        [.. document.GetStringCollection(MailFieldNames.Pieces).Select(KnownPieces.Parse)],
        document.GetString(MailFieldNames.Files) ?? "", document.GetString(AttachedDigest) ?? "");
}

/// <summary>The pieces that a mail has of a model.</summary>
/// <param name="Model">The model's digest.</param>
/// <param name="Count">How many.</param>
/// <param name="Digest">Another one when they are others.</param>
internal sealed record KnownPieces(string Model, int Count, string Digest)
{
    public static KnownPieces Parse(string text)
    {
        var parts = text.Split(':');
        return new KnownPieces(parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), parts[2]);
    }

    public override string ToString() => $"{Model}:{Count}:{Digest}";
}
