using InboxMind.Mcp.Replies;

namespace InboxMind.Mcp.Tools;

/// <summary>A mail by its head alone.</summary>
internal sealed record MailLine(string Id, string Title, string From, string Date)
{
    public static MailLine Of(MailHead head, MailWords words) => new(
        head.Id.Value, words.Line(head.Subject), words.Person(head.Sender), Times.Write(head.Date));
}
