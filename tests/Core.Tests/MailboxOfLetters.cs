using System.Globalization;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests;

/// <summary>A mailbox with short letters among people at example.com, written on days from 1 March 2026.</summary>
internal sealed class MailboxOfLetters : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly string? _own;
    private readonly Dictionary<int, int> _ofDay = [];
    private int _count;

    /// <summary>A mailbox of somebody; of nobody who is known without a name.</summary>
    public MailboxOfLetters(string? own = "me")
    {
        _own = own;
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Day(200)));
        _services = services.AddInboxMindCore().AddInboxMindEmbedded(_folder["data"]).BuildServiceProvider();
    }

    /// <summary>Noon of a day, the first one being 0.</summary>
    public static DateTimeOffset Day(int day) => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddDays(day);

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Stores a letter, and indexes it when asked to.</summary>
    public async Task<EmailId> AddAsync(
        string from, string to, int day, string subject, string text, int? answers = null, string header = "", string? id = null)
    {
        if (_count == 0 && _own is not null)
        {
            await Get<IMailboxStore>().SaveAsync(
                Owner.Local,
                new Mailbox(new MailboxId("home"), MailboxKind.Imap, "home")
                {
                    Connection = new ImapConnection(
                        "imap.example.com", 993, $"{_own}@example.com", ImapSecurity.Tls, ImapAuth.Password, false),
                }, CancellationToken.None);
        }

        _count++;
        var raw = TestMail.Bytes(string.Create(CultureInfo.InvariantCulture, $"""
            From: {Name(from)} <{from}@example.com>
            To: {Name(to)} <{to}@example.com>
            Subject: {subject}
            Date: {Day(day).ToString("r", CultureInfo.InvariantCulture)}
            Message-ID: <{id ?? $"{day}.{_ofDay.GetValueOrDefault(day)}"}@example.com>
            {(answers is { } one ? $"In-Reply-To: <{one}.0@example.com>\n" : "")}{header}MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            {text}
            """));
        _ofDay[day] = _ofDay.GetValueOrDefault(day) + 1;
        var read = TestMail.Read(raw);
        var place = new Placement(new MailboxId("home"), "INBOX", 1, (uint)_count, MailFlags.None);
        await Get<IMailStore>().SaveAsync(
            Owner.Local, [new MailToSave(read.Message, read.References, place, raw)], CancellationToken.None);
        return read.Message.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private static string Name(string of) => char.ToUpperInvariant(of[0]) + of[1..] + " Example";
}
