using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Reading;

namespace InboxMind.Api.Emails;

/// <summary>The text of an attachment. <c>outcome</c> is <c>read</c>, or why there is no text: <c>no_text</c>, <c>encrypted</c>,
/// <c>damaged</c>, <c>over_limits</c>, <c>other_kind</c>, which <c>reason</c> says in words. <c>truncated</c> tells that there is more of
/// it.</summary>
public sealed record AttachmentTextResponse(
    string Id, int N, string Name, string Outcome, string? Reason, bool Truncated, IReadOnlyList<AttachmentPassageResponse> Passages)
{
    /// <summary>As a program is told.</summary>
    public static AttachmentTextResponse From(EmailId id, int number, OpenedAttachment opened)
    {
        ArgumentNullException.ThrowIfNull(opened);
        return new AttachmentTextResponse(
            id.Value, number, opened.Info.Name, AttachmentReasons.Name(opened.Reading.Outcome),
            AttachmentReasons.Sentence(opened.Reading.Outcome), opened.Reading.IsCut,
            [.. opened.Reading.Passages.Select(static p => new AttachmentPassageResponse(p.Text, p.Entry, p.Page, p.Sheet, p.Slide))]);
    }
}

/// <summary>A part of the text: of a page, a sheet or a slide, counted from 1, where the file has them; <c>entry</c> is the file within the
/// attachment.</summary>
public sealed record AttachmentPassageResponse(string Text, string? Entry, int? Page, string? Sheet, int? Slide);
