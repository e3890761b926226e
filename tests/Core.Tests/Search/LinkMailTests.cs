using InboxMind.Core.Search;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Core.Tests.Search;

public sealed class LinkMailTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    public LinkMailTests() => _services = new ServiceCollection().AddLogging().AddInboxMindCore().AddInboxMindEmbedded(_folder["data"])
        .BuildServiceProvider();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var mailboxes = _services.GetRequiredService<IMailboxStore>();
        foreach (var (id, host) in (IEnumerable<(string, string)>)[("g", "imap.gmail.com"), ("o", "outlook.office365.com")])
        {
            await mailboxes.SaveAsync(
                Owner.Local,
                new Mailbox(new MailboxId(id), MailboxKind.Imap, id)
                {
                    Connection = new ImapConnection(host, 993, "anna+a@example.com", ImapSecurity.Tls, ImapAuth.Password, false),
                },
                Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(
        "g", "one@example.com",
        "https://mail.google.com/mail/u/?authuser=anna%2Ba%40example.com#search/rfc822msgid:one%40example.com mid:one@example.com")]
    [InlineData("o", "one@example.com", "mid:one@example.com")]
    [InlineData("o", "a\"<b>&c#/@x", "mid:a%22%3Cb%3E%26c%23%2F@x")]
    [InlineData("g", "", "")]
    public async Task LinkAsync_Mail_OpensWhereItLies(string mailbox, string messageId, string urls)
    {
        var message = new MailMessage
        {
            Id = new EmailId(new string('a', 52)),
            MessageId = messageId,
            Subject = "s",
            From = [],
            To = [],
            Cc = [],
            Bcc = [],
            Date = DateTimeOffset.UnixEpoch,
            Text = "t",
            Attachments = [],
            Size = 1,
        };
        var place = new Placement(new MailboxId(mailbox), "INBOX", 1, 1, MailFlags.None);
        await _services.GetRequiredService<IMailStore>().SaveAsync(
            Owner.Local, [new MailToSave(message, [], place, new byte[] { 1 })], Cancellation);

        var links = await _services.GetRequiredService<LinkMail>().LinkAsync(Owner.Local, [message], Cancellation);

        string.Join(' ', links[message.Id].Select(static l => l.Url)).ShouldBe(urls);
    }
}
