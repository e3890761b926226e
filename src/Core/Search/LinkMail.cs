namespace InboxMind.Core.Search;

/// <summary>Makes links that open the original of mails. They are made of Message-IDs, which come from outside: everything in them is
/// escaped. Outlook on the web has none: it opens a mail by an id of its own alone, which IMAP does not tell.</summary>
public sealed class LinkMail(IMailStore store, IMailboxStore mailboxes)
{
    /// <summary>What Gmail's servers are called.</summary>
    private static readonly string[] GmailHosts = ["imap.gmail.com", "imap.googlemail.com"];

    /// <summary>The links of each message, where it has any.</summary>
    public async Task<IReadOnlyDictionary<EmailId, IReadOnlyList<MailLink>>> LinkAsync(
        Owner owner, IReadOnlyCollection<MailMessage> messages, CancellationToken cancellation)
    {
        var placements = await store.PlacementsAsync(owner, [.. messages.Select(static m => m.Id)], cancellation);
        var gmail = await GmailAsync(owner, cancellation);
        return messages.DistinctBy(static m => m.Id).ToDictionary(
            static m => m.Id, m => (IReadOnlyList<MailLink>)Links(m, placements.GetValueOrDefault(m.Id, []), gmail));
    }

    private static List<MailLink> Links(
        MailMessage message, IReadOnlyList<Placement> placements, IReadOnlyDictionary<MailboxId, string> gmail)
    {
        var links = new List<MailLink>();
        if (message.MessageId.Length == 0)
            return links;
        var id = Uri.EscapeDataString(message.MessageId);
        foreach (var account in placements.Select(p => gmail.GetValueOrDefault(p.Mailbox)).OfType<string>().Distinct())
        {
            links.Add(new MailLink(
                "gmail", $"https://mail.google.com/mail/u/?authuser={Uri.EscapeDataString(account)}#search/rfc822msgid:{id}"));
        }

        // RFC 2392, 2: the @ stays as it is.
        links.Add(new MailLink("mid", $"mid:{id.Replace("%40", "@", StringComparison.Ordinal)}"));
        return links;
    }

    private async Task<IReadOnlyDictionary<MailboxId, string>> GmailAsync(Owner owner, CancellationToken cancellation) =>
        (await mailboxes.ListAsync(owner, cancellation))
            .Where(static m => m.Connection is { } connection
                && GmailHosts.Contains(connection.Host, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(static m => m.Id, static m => m.Connection!.User);
}
