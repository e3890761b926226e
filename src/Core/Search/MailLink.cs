namespace InboxMind.Core.Search;

/// <summary>A link that opens the original of a mail where it lies.</summary>
/// <param name="Kind">What opens it: <c>gmail</c>, or <c>mid</c> for any mail program that knows RFC 2392.</param>
/// <param name="Url">The link.</param>
public sealed record MailLink(string Kind, string Url);
