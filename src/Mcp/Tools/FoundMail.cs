namespace InboxMind.Mcp.Tools;

/// <summary>A mail in a list, without its text.</summary>
internal sealed record FoundMail(
    string Id, string Title, string From, string Date, string Snippet, string? Warning, string? Url);
