using InboxMind.Core.Index;
using InboxMind.Core.Search;
using InboxMind.Mcp.Askers;
using InboxMind.Mcp.Replies;

namespace InboxMind.Mcp.Tools;

/// <summary>Writes what a search found for an assistant.</summary>
internal sealed class WriteFound(LinkMail link)
{
    /// <summary>Characters of a text in which sentences that speak to a machine are looked for: a list shows none of the rest.</summary>
    private const int MaxLooked = 3_000;

    public async Task<IReadOnlyList<FoundMail>> WriteAsync(
        Asker asker, SearchQuery query, IReadOnlyList<SearchResult> found, CancellationToken cancellation)
    {
        var words = new MailWords(asker.Policy);
        var links = asker.Page is null
            ? await link.LinkAsync(asker.Owner, [.. found.Select(static f => f.Mail.Message)], cancellation)
            : null;
        return [.. found.Select(f => Write(f, query, words, Url(asker, f.Mail.Message.Id, links?[f.Mail.Message.Id])))];
    }

    /// <summary>Where a person opens the mail.</summary>
    public static string? Url(Asker asker, EmailId id, IReadOnlyList<MailLink>? links) => asker.Page is { } page
        ? $"{page.GetLeftPart(UriPartial.Authority)}/#/mail/{id}"
        : links is [{ Url: var url }, ..] ? url : null;

    private static FoundMail Write(SearchResult found, SearchQuery query, MailWords words, string? url)
    {
        var message = found.Mail.Message;
        var looked = MailLimits.Begin(found.In?.Passage.Text ?? message.Text, MaxLooked);
        var isFlagged = MailWords.IsFlagged(looked);
        var snippet = words.Line(isFlagged ? new Snippets(query).Of(words.Text(looked).Text, 0, 0) : found.Snippet);
        return new FoundMail(
            message.Id.Value, words.Line(message.Subject), words.Person(message.Sender), Times.Write(message.Date), snippet,
            found.In is { } within ? words.Line(within.ToString()) : null,
            MailWords.WarningFor(isFlagged), url);
    }
}
