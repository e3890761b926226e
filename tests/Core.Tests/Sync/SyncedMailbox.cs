using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Search;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Core.Work;
using InboxMind.Embedded;
using InboxMind.Providers.Imap;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Sync;

/// <summary>A user's mailbox on some server, synced into a data folder of its own.</summary>
internal sealed class SyncedMailbox : IDisposable, IMailCredentials
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    public SyncedMailbox(
        int port, string user = "anna", SyncChoice? choice = null, IMailServerConnector? connector = null,
        ImapSecurity security = ImapSecurity.None,
        Func<ISyncStateStore, ISyncStateStore>? states = null)
    {
        Mailbox = new Mailbox(new MailboxId("home"), MailboxKind.Imap, $"{user}@test")
        {
            Connection = new ImapConnection("127.0.0.1", port, user, security, ImapAuth.Password, AllowPrivateNetwork: true),
            Sync = choice ?? SyncChoice.Default,
        };
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IMailCredentials>(this);
        services.AddSingleton(connector ?? new ImapConnector(TimeProvider.System));
        services.AddSingleton(Models.Model);
        services.AddSingleton<TimeProvider>(Time);
        services.AddInboxMindCore().AddInboxMindEmbedded(_folder.Root);
        if (states is not null)
        {
            var kept = services.Last(static s => s.ServiceType == typeof(ISyncStateStore));
            services.AddSingleton(s =>
                states((ISyncStateStore)(kept.ImplementationFactory?.Invoke(s)
                    ?? ActivatorUtilities.CreateInstance(s, kept.ImplementationType!))));
        }

        _services = services.BuildServiceProvider();
    }

    public Mailbox Mailbox { get; set; }

    /// <summary>What to sign in with, in place of <see cref="Password"/>.</summary>
    public IMailCredentials? Credentials { get; set; }

    /// <summary>The password, or the token.</summary>
    public string Password { get; set; } = Dovecot.Password;

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>Counts what is embedded.</summary>
    public WordEmbeddings Models { get; } = new();

    public Owner Owner => Owner.Local;

    public IMailStore Store => Get<IMailStore>();

    public ISyncStateStore States => Get<ISyncStateStore>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<MailCredential> GetAsync(Owner owner, Mailbox mailbox, CancellationToken cancellation) =>
        Credentials?.GetAsync(owner, mailbox, cancellation) ?? Task.FromResult(new MailCredential(mailbox.Connection!.Auth, Password));

    /// <summary>Syncs once, and does the queue's work.</summary>
    public async Task<(SyncOutcome Outcome, SyncProgress Progress)> RunAsync(
        TimeSpan? budget = null, bool askedFor = true, string holder = "test")
    {
        var result = await RunOnlyAsync(budget, askedFor, holder, Cancellation);
        await IndexAsync();
        return result;
    }

    /// <summary>Syncs once, and leaves the queue as it is.</summary>
    public async Task<(SyncOutcome Outcome, SyncProgress Progress)> RunOnlyAsync(
        TimeSpan? budget, bool askedFor, string holder, CancellationToken cancellation)
    {
        await Get<IMailboxStore>().SaveAsync(Owner, Mailbox, Cancellation);
        var progress = new SyncProgress();
        var outcome = await Get<SyncMailbox>().SyncAsync(
            Owner, Mailbox.Id, new SyncRequest(holder, budget ?? TimeSpan.FromMinutes(4), askedFor), progress, cancellation);
        return (outcome, progress);
    }

    /// <summary>Syncs once and expects store and server to agree.</summary>
    public async Task<SyncProgress> SyncAsync()
    {
        var (outcome, progress) = await RunAsync();
        outcome.ShouldBe(new SyncOutcome(SyncResult.Done));
        return progress;
    }

    public async Task IndexAsync()
    {
        while (await Get<QueueWorker<IndexMailHandler>>().RunOnceAsync(Cancellation))
        {
            // Until the queue is empty.
        }

        await Get<EmbedMail>().EmbedAsync(Owner, TimeSpan.MaxValue, static _ => { }, Cancellation);
    }

    /// <summary>The messages that a search for exactly this word finds, straight from the index.</summary>
    public async Task<IReadOnlyList<EmailId>> FindAsync(string word) => [.. (await Get<IMailIndex>().SearchAsync(
        Owner, new IndexQuery(QueryParser.Parse($"\"{word}\"", TimeZoneInfo.Utc, default), "", default, 1000), Cancellation))
        .Select(static h => h.Id)];

    public Task<long> CountAsync() => Store.CountAsync(Owner, Cancellation);

    /// <summary>The one message about a word.</summary>
    public async Task<StoredMail> OneAsync(string word)
    {
        var found = await FindAsync(word);
        found.Count.ShouldBe(1, $"one mail about {word}");
        return (await Store.GetAsync(Owner, found, Cancellation)).ShouldHaveSingleItem();
    }

    public async Task<FolderCheckpoint> FolderAsync(string name) =>
        (await States.ListFoldersAsync(Owner, Mailbox.Id, Cancellation)).Single(f => f.Name == name);

    /// <summary>What lies in a folder, in order of UIDs.</summary>
    public async Task<IReadOnlyList<(uint Uid, MailFlags Flags)>> PlacedAsync(string folder = "INBOX")
    {
        var state = await FolderAsync(folder);
        return await Get<ISyncedMail>().ListAsync(
            Owner, Mailbox.Id, folder, state.UidValidity, new UidRange(1, uint.MaxValue), Cancellation);
    }

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }
}
