using InboxMind.Core.Search;

namespace InboxMind.Api.Search;

/// <summary>Where in a mail's attachments it was found. <c>n</c> is the attachment's number, from 1; <c>entry</c> is the file in it, when
/// it is an archive or a mail; <c>page</c> and <c>slide</c> count from 1.</summary>
public sealed record FoundInResponse(int N, string Attachment, string? Entry, int? Page, string? Sheet, int? Slide)
{
    /// <summary>Null when it was found by its own words.</summary>
    public static FoundInResponse? From(FoundIn? found) => found is null
        ? null
        : new FoundInResponse(
            found.Number, found.Attachment, found.Passage.Entry, found.Passage.Page, found.Passage.Sheet, found.Passage.Slide);
}
