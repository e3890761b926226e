namespace InboxMind.Mcp.Tools;

/// <summary>A mail in a list, without its text. <c>in</c> names the attachment, and the page in it, that the snippet is of.</summary>
internal sealed record FoundMail(
    string Id, string Title, string From, string Date, string Snippet, string? In, string? Warning, string? Url);
