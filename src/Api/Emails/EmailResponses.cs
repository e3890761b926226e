using InboxMind.Api.Rag;
using InboxMind.Api.Search;
using InboxMind.Core.Answers.Summaries;
using InboxMind.Core.Index;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Reading;
using InboxMind.Core.Search;
using InboxMind.Core.Text;

namespace InboxMind.Api.Emails;

/// <summary>A page of a list. <c>next</c> asks for the one behind it and is null on the last; <c>total</c> is null unless asked for.
/// <c>not_indexed</c> says how many mails are stored and not in the index yet, which are not listed; it is null when no words were
/// looked for. <c>search</c> says how <c>q</c> was understood and what was searched; it is null without <c>q</c>.</summary>
public sealed record EmailsResponse(
    IReadOnlyList<EmailItem> Emails, string? Next, long? Total, long? NotIndexed, SearchReport? Search)
{
    internal static EmailsResponse From(
        MailPage page, IReadOnlyDictionary<EmailId, IReadOnlyList<MailLink>> links, SearchReport? search = null) => new(
        [.. page.Mails.Select(m => EmailItem.For(m, links[m.Mail.Message.Id]))],
        page.Next is { } next ? PageCursor.Write(next) : null, page.Total, page.NotIndexed, search);
}

/// <summary>Mails that were found, the best first.</summary>
public sealed record FoundResponse(
    string Query, IReadOnlyList<FoundEmail> Results, bool IndexComplete, long NotIndexed, SearchReport Search);

/// <summary>A mail that was found. <c>relevance_score</c> is 0 to 1 and compares results of one search only. <c>in</c> says in which
/// attachment <c>snippet</c> stands; it is null when that is the mail's own text.</summary>
public sealed record FoundEmail(
    string EmailId, string ThreadId, string Subject, string Sender, DateTime Date, string DateSource, string Kind, string? Protection,
    IReadOnlyList<string> Folders, string Snippet, double RelevanceScore, IReadOnlyList<LinkResponse> Links,
    FoundInResponse? In)
{
    internal static FoundEmail From(SearchResult result, IReadOnlyList<MailLink> links)
    {
        var message = result.Mail.Message;
        return new FoundEmail(
            message.Id.Value, result.Mail.Thread.Value, message.Subject, message.Sender.ToString(), message.Date.UtcDateTime,
            message.DateSource.ToString().ToLowerInvariant(), message.Kind.ToString().ToLowerInvariant(), message.Protection,
            result.Mail.Folders, result.Snippet, Math.Round(result.Score, 4), LinkResponse.From(links),
            FoundInResponse.From(result.In));
    }
}

/// <summary>A page of a thread, the oldest mail first.</summary>
public sealed record ThreadResponse(string ThreadId, IReadOnlyList<EmailItem> Emails, string? Next, long? Total);

/// <summary>A thread summed up, with <c>[n]</c> behind each sentence; the first source is [1].</summary>
public sealed record SummaryResponse(
    string ThreadId, string Summary, IReadOnlyList<QuerySource> Sources, bool SummaryComplete, int Redactions)
{
    internal static SummaryResponse From(ThreadId thread, MailSummary summary) => new(
        thread.Value, summary.Text, [.. summary.Sources.Select(QuerySource.From)], summary.Complete, summary.Redactions);
}

/// <summary>A mail in a list. <c>to_total</c> is null where counting would take too long.</summary>
public sealed record EmailItem(
    string Id, string ThreadId, string Subject, IReadOnlyList<EmailAddress> From, IReadOnlyList<EmailAddress> To, DateTime Date,
    string Kind, IReadOnlyList<string> Folders, IReadOnlyList<string> Mailboxes, IReadOnlyList<string> Flags, bool HasAttachments,
    long Size, string Snippet, int? ToTotal, IReadOnlyList<LinkResponse> Links)
{
    /// <summary>Senders and recipients named in a list.</summary>
    private const int MaxTo = 20;

    /// <summary>Characters of a text that a snippet is looked for in.</summary>
    private const int MaxText = 10_000;

    private static readonly Snippets Beginning = new(SearchQuery.Empty);

    internal static EmailItem For(PlacedMail placed, IReadOnlyList<MailLink> links)
    {
        var message = placed.Mail.Message;
        return new EmailItem(
            message.Id.Value, placed.Mail.Thread.Value, message.Subject, EmailAddress.From(message.From.Take(MaxTo)),
            EmailAddress.From(message.To.Take(MaxTo)), message.Date.UtcDateTime,
            message.Kind.ToString().ToLowerInvariant(), placed.Mail.Folders,
            [.. placed.Placements.Select(static p => p.Mailbox.Value).Distinct()], FlagNames.From(placed.Flags), message.HasAttachments,
            message.Size, Begin(message.Text), message.Counts is { } counts ? counts.To : message.To.Count,
            LinkResponse.From(links));
    }

    private static string Begin(string text)
    {
        var head = text.Length > MaxText ? text[..MaxText] : text;
        return Beginning.Of(NewText.Extract(head) is { Length: > 0 } own ? own : head, 0, 0);
    }
}

/// <summary>A mail. What is long is there in part, from its beginning: <c>truncated</c> names those fields, <c>totals</c> says how much
/// there is, and the routes below the mail give the rest.</summary>
public sealed record EmailResponse(
    string Id, string ThreadId, string MessageId, string Subject, IReadOnlyList<EmailAddress> From, IReadOnlyList<EmailAddress> To,
    IReadOnlyList<EmailAddress> Cc, IReadOnlyList<EmailAddress> Bcc, DateTime Date, string DateSource, string Kind,
    string? Protection,
    IReadOnlyList<EmailHeader> Headers, string Text,
    string NewText, IReadOnlyList<PassageResponse> Passages, string? Html, string? HtmlNote, BlockedResponse Blocked,
    IReadOnlyList<AttachmentResponse> Attachments,
    IReadOnlyList<PlacementResponse> Placements, IReadOnlyList<string> Flags, long Size, EmailTotals Totals,
    IReadOnlyList<string> Truncated, IReadOnlyList<LinkResponse> Links)
{
    /// <summary>Addresses of a field, and attachments, in the answer.</summary>
    public const int MaxListed = 200;

    /// <summary>Characters of a text in the answer.</summary>
    public const int MaxText = 200_000;

    /// <summary>Passages of a text in the answer.</summary>
    public const int MaxPassages = 1_000;

    internal static EmailResponse For(OpenedMail opened, SafeHtml html, IReadOnlyList<MailLink> links)
    {
        var message = opened.Mail.Mail.Message;
        var totals = EmailTotals.For(message);
        var (text, newText) = (MailLimits.Begin(message.Text, MaxText), MailLimits.Begin(opened.NewText, MaxText));
        (string Field, bool IsCut)[] cut =
        [
            ("from", totals.From > MaxListed), ("to", totals.To > MaxListed), ("cc", totals.Cc > MaxListed),
            ("bcc", totals.Bcc > MaxListed),
            ("text", totals.Text > text.Length), ("new_text", opened.NewText.Length > newText.Length || opened.IsNewTextCut),
            ("passages", opened.Passages.Count > MaxPassages || opened.IsNewTextCut),
            ("attachments", totals.Attachments > MaxListed), ("placements", opened.Mail.Placements.Count >= Placement.MaxListed),
            ("headers", opened.Content.Headers.Count >= MimeReader.MaxShown),
        ];
        return new EmailResponse(
            message.Id.Value, opened.Mail.Mail.Thread.Value, message.MessageId, message.Subject,
            EmailAddress.From(message.From.Take(MaxListed)), EmailAddress.From(message.To.Take(MaxListed)),
            EmailAddress.From(message.Cc.Take(MaxListed)), EmailAddress.From(message.Bcc.Take(MaxListed)), message.Date.UtcDateTime,
            message.DateSource.ToString().ToLowerInvariant(), message.Kind.ToString().ToLowerInvariant(), message.Protection,
            [.. opened.Content.Headers.Select(static h => new EmailHeader(h.Name, h.Value))], text, newText,
            PassageResponse.From(opened), html.Html, html.Note,
            new BlockedResponse(html.RemoteContent, html.ActiveContent, html.MisleadingLinks),
            AttachmentResponse.From(message, 0, MaxListed),
            [.. opened.Mail.Placements.Select(PlacementResponse.From)], FlagNames.From(opened.Mail.Flags), message.Size, totals,
            [.. cut.Where(static c => c.IsCut).Select(static c => c.Field)], LinkResponse.From(links));
    }
}

/// <summary>How many addresses and attachments a mail has, and how many characters its text.</summary>
public sealed record EmailTotals(int From, int To, int Cc, int Bcc, int Attachments, long Text)
{
    internal static EmailTotals For(MailMessage message) => new(
        message.Counts?.From ?? message.From.Count, message.Counts?.To ?? message.To.Count, message.Counts?.Cc ?? message.Cc.Count,
        message.Counts?.Bcc ?? message.Bcc.Count, message.Counts?.Attachments ?? message.Attachments.Count,
        message.WholeText ?? message.Text.Length);
}

/// <summary>A part of a mail's text. <c>next</c> is where the next part begins, null at the end of what is kept; <c>total</c> counts what
/// is not kept too.</summary>
public sealed record TextResponse(string Id, string Text, int From, int? Next, long Total);

/// <summary>A part of a mail's recipients or senders. <c>next_skip</c> is null at the end of what is kept.</summary>
public sealed record RecipientsResponse(string Id, string Field, IReadOnlyList<EmailAddress> Recipients, int? NextSkip, int Total);

/// <summary>A part of a mail's attachments. <c>next_skip</c> is null at the end of what is kept.</summary>
public sealed record AttachmentsResponse(string Id, IReadOnlyList<AttachmentResponse> Attachments, int? NextSkip, int Total);

/// <summary>A name, which may be empty, and an address as the mail has it.</summary>
public sealed record EmailAddress(string Name, string Address)
{
    internal static IReadOnlyList<EmailAddress> From(IEnumerable<MailAddress> addresses) =>
        [.. addresses.Select(static a => new EmailAddress(a.Name, a.Address))];
}

/// <summary>A header field, decoded.</summary>
public sealed record EmailHeader(string Name, string Value);

/// <summary>What of the HTML is not shown: content from elsewhere, scripts and the like; and the links that named another place than
/// they lead to, which now show both.</summary>
public sealed record BlockedResponse(int RemoteContent, int ActiveContent, int MisleadingLinks);

/// <summary>An attachment; <c>n</c> counts from 1, <c>size</c> is in bytes.</summary>
public sealed record AttachmentResponse(int N, string Name, string ContentType, long Size, bool IsInline, string? ContentId, string Url)
{
    internal static IReadOnlyList<AttachmentResponse> From(MailMessage message, int skip, int limit) =>
        [.. message.Attachments.Skip(skip).Take(limit).Select((a, i) => From(message.Id, skip + i + 1, a))];

    private static AttachmentResponse From(EmailId email, int number, AttachmentInfo info) => new(
        number, info.Name, info.ContentType, info.Size, info.IsInline, info.ContentId, EmailPaths.Attachment(email, number));
}

/// <summary>Where a mail lies.</summary>
public sealed record PlacementResponse(string Mailbox, string Folder, IReadOnlyList<string> Labels, IReadOnlyList<string> Flags)
{
    internal static PlacementResponse From(Placement place) => new(
        place.Mailbox.Value, place.Folder, place.Labels.Split('\n', StringSplitOptions.RemoveEmptyEntries), FlagNames.From(place.Flags));
}

/// <summary>What deleting everything deleted. <c>paused</c> counts mailboxes whose sync was on.</summary>
public sealed record DeletedResponse(int Emails, int Quarantined, int Paused);

/// <summary>Flags by name.</summary>
internal static class FlagNames
{
    private static readonly (MailFlags Flag, string Name)[] Names =
        [.. Enum.GetValues<MailFlags>().Where(static f => f != MailFlags.None).Select(static f => (f, f.ToString().ToLowerInvariant()))];

    public static IReadOnlyList<string> From(MailFlags flags) => [.. Names.Where(n => flags.HasFlag(n.Flag)).Select(static n => n.Name)];
}

/// <summary>Paths below <c>/api/v1/emails</c>.</summary>
internal static class EmailPaths
{
    public static string Attachment(EmailId email, int number) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/api/v1/emails/{email}/attachments/{number}");
}
