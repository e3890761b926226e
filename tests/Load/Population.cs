using System.Globalization;
using InboxMind.Api;
using InboxMind.Api.Auth;
using InboxMind.Core;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Connecting;
using InboxMind.Core.Import;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Embedded;
using InboxMind.Onnx;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Load;

/// <summary>Fills a data folder with people and mail, before the server is started on it. The first person has half of the mail, the
/// others equal parts of the rest.</summary>
internal sealed class Population : IAsyncDisposable
{
    private const int SideBySide = 3;

    private static readonly RequestOrigin Origin = RequestOrigin.CommandLine;

    private readonly ServiceProvider _shipped = new ServiceCollection().AddShippedModel(Environment.ProcessorCount).BuildServiceProvider();
    private readonly ServiceProvider _services;
    private readonly string _data;

    public Population(string data)
    {
        _data = data;
        var model = _shipped.GetRequiredService<EmbeddingModel>();
        _services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddInboxMindCore()
            .AddSingleton(model with { Generator = new RememberedVectors(model) }).AddInboxMindTokens().AddInboxMindEmbedded(data)
            .BuildServiceProvider();
    }

    /// <summary>Whether the folder holds mail already.</summary>
    private bool IsFull => Directory.Exists(Path.Combine(_data, "index"));

    public static string NameOf(int person) => $"load-{person}";

    /// <summary>Imports and embeds mail for so many people, unless the folder holds mail.</summary>
    public async Task FillAsync(string mail, int messages, int people, CancellationToken cancellation)
    {
        if (IsFull)
            return;
        var maildir = Mails.Replicate(mail, messages);
        try
        {
            string[] all = [.. Directory.EnumerateFiles(Path.Combine(maildir, "cur")).Order(StringComparer.Ordinal)];
            for (var i = 0; i < people; i++)
                await FillAsync(i, [.. all.Where((_, number) => i == OwnerOf(number, people))], cancellation);
        }
        finally
        {
            Directory.Delete(maildir, recursive: true);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{people} people, {messages:N0} messages"));
    }

    /// <summary>Imports short mails of their own for so many people who have none yet, without vectors.</summary>
    public async Task FillAlikeAsync(int messages, int people, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, people), options, async (person, stop) => await FillShortAsync(person, messages / people, stop));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{people:N0} people, {messages / people:N0} messages each"));
    }

    private async Task FillAsync(int person, string[] mails, CancellationToken cancellation)
    {
        var owner = new Owner(new UserId(NameOf(person)));
        await CreateAsync(owner, cancellation);
        if (mails.Length == 0)
            return;
        await _services.GetRequiredService<ImportMail>().ImportAsync(owner, MailFiles.Open(mails), new ImportProgress(), cancellation);
        await _services.GetRequiredService<EmbedMail>().EmbedAsync(owner, TimeSpan.MaxValue, static _ => { }, cancellation);
    }

    private async Task FillShortAsync(int person, int messages, CancellationToken cancellation)
    {
        var owner = new Owner(new UserId(NameOf(person)));
        if (await ExistsAsync(owner, cancellation))
            return;
        await CreateAsync(owner, cancellation);
        await _services.GetRequiredService<ImportMail>()
            .ImportAsync(owner, new ShortMails(person, messages), new ImportProgress(), cancellation);
    }

    private async Task<bool> ExistsAsync(Owner owner, CancellationToken cancellation) =>
        await _services.GetRequiredService<IUserStore>().GetAsync(owner, cancellation) is not null;

    private async Task CreateAsync(Owner owner, CancellationToken cancellation)
    {
        var user = new User
        {
            Id = owner.User,
            Organisation = OrganisationId.Personal(owner.User),
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        await _services.GetRequiredService<IUserStore>().CreateAsync(owner, user, identity: null, cancellation);
    }

    /// <summary>Signs in the first so many people.</summary>
    public async Task<IReadOnlyList<Person>> SignInAsync(int people, CancellationToken cancellation)
    {
        var signedIn = new List<Person>();
        for (var i = 0; i < people; i++)
            signedIn.Add(await SignInAsync(new Owner(new UserId(NameOf(i))), cancellation));
        return signedIn;
    }

    /// <summary>Signs in the owner of a folder that is full, and a second person, who has so many short mails.</summary>
    public async Task<(Person Owner, Person Second)> SignInBesideOwnerAsync(int messages, CancellationToken cancellation)
    {
        if (!await ExistsAsync(Owner.Local, cancellation))
            await CreateAsync(Owner.Local, cancellation);
        await FillShortAsync(0, messages, cancellation);
        return (await SignInAsync(Owner.Local, cancellation), (await SignInAsync(1, cancellation))[0]);
    }

    private async Task<Person> SignInAsync(Owner owner, CancellationToken cancellation)
    {
        var started = await _services.GetRequiredService<StartSession>().StartAsync(owner, Origin, cancellation);
        var token = await _services.GetRequiredService<AccessTokens>().IssueAsync(owner, started.Session.Id, cancellation);
        return new Person(owner.User.Value, token, started.RefreshToken, Traffic.NextRenewal());
    }

    /// <summary>Connects a mailbox on a mail server for each of the first so many people, to be synced every minute.</summary>
    public async Task ConnectAsync(Dovecot server, int people, CancellationToken cancellation)
    {
        for (var i = 0; i < people; i++)
        {
            var owner = new Owner(new UserId(NameOf(i)));
            var user = (await _services.GetRequiredService<IUserStore>().GetAsync(owner, cancellation))!;
            var connection = new ImapConnection(
                "localhost", server.Port, NameOf(i), ImapSecurity.None, ImapAuth.Password, AllowPrivateNetwork: true);
            var mailbox = await _services.GetRequiredService<KeepConnection>().KeepAsync(
                user, new MailboxId("imap-load"), connection.ToString(), connection, Dovecot.Password, Origin, cancellation);
            await _services.GetRequiredService<IMailboxStore>().SaveAsync(
                owner, mailbox with { Sync = mailbox.Sync with { Interval = TimeSpan.FromMinutes(1) } }, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _shipped.DisposeAsync();
    }

    private static int OwnerOf(int number, int people) => number % 2 == 0 || people == 1 ? 0 : 1 + (number / 2 % (people - 1));
}
