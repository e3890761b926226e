using InboxMind.Core.Index;
using InboxMind.Core.Search;

namespace InboxMind.Api.Search;

/// <summary>How a query or a question was understood, and what mail there was to be searched. <c>notes</c> says what of it means nothing
/// and was left out.</summary>
public sealed record SearchReport(string Understood, IReadOnlyList<string> Notes, CoverageResponse Coverage)
{
    public static SearchReport From(QueryReading reading, SearchCoverage coverage) =>
        new(reading.Understood, reading.Notes, CoverageResponse.From(coverage));
}

/// <summary>What is searched. <c>without_text</c> mails are stored and not found yet, <c>without_vectors</c> mails are found by their words
/// alone so far, and <c>quarantined</c> mails were set aside and are not searched. Of the <c>encrypted</c> ones
/// only the headers are searched. Dates are null while there is no mail.</summary>
public sealed record CoverageResponse(
    IReadOnlyList<CoveredMailboxResponse> Mailboxes, long Stored, DateTime? Oldest, DateTime? Newest, long WithoutText,
    long WithoutVectors, long Quarantined, long Encrypted, AttachmentCountsResponse Attachments)
{
    internal static CoverageResponse From(SearchCoverage coverage) => new(
        [.. coverage.Mailboxes.Select(static m => new CoveredMailboxResponse(m.Id.Value, m.Name, m.Folders, m.FolderCount))],
        coverage.Stored, coverage.Oldest?.UtcDateTime, coverage.Newest?.UtcDateTime, coverage.WithoutText, coverage.WithoutVectors,
        coverage.SetAside, coverage.Encrypted, AttachmentCountsResponse.From(coverage.Attachments));
}

/// <summary>A mailbox that is searched. <c>folders</c> are the first ones by name, <c>folders_total</c> counts all.</summary>
public sealed record CoveredMailboxResponse(string Id, string Name, IReadOnlyList<string> Folders, int FoldersTotal);

/// <summary>A link that opens the original: <c>kind</c> is <c>gmail</c>, or <c>mid</c> for mail programs (RFC 2392).</summary>
public sealed record LinkResponse(string Kind, string Url)
{
    public static IReadOnlyList<LinkResponse> From(IReadOnlyList<MailLink> links) =>
        [.. links.Select(static l => new LinkResponse(l.Kind, l.Url))];
}
