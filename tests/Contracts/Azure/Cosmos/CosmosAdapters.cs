using InboxMind.Azure.Mail;
using InboxMind.Azure.Mail.Writing;
using InboxMind.Azure.Privacy;
using InboxMind.Azure.Sync;
using InboxMind.Core.Mail.Raw;
using InboxMind.Testing;

namespace InboxMind.Contracts.Azure.Cosmos;

/// <summary>The adapters of mail in an account of their own, with raw mail in memory.</summary>
internal sealed class CosmosAdapters : IDisposable
{
    public CosmosAdapters(Func<HttpMessageHandler, HttpMessageHandler>? wrap = null, IRawMailStore? blobs = null)
    {
        Account = new CosmosAccount(wrap);
        Blobs = blobs ?? new RawMailInMemory();
        var (database, time) = (Account.Database, Account.Time);
        LookUps = new MailLookUps(database, time);
        Writer = new MailWriter(database, LookUps, time);
        Leftovers = new MailLeftovers(database, Writer, LookUps, Blobs, time);
        var reader = new MailReader(database, Blobs);
        var saving = new MailSaving(Writer, Blobs, Leftovers, time);
        var mailboxes = new MailboxWriter(Writer, LookUps);
        Store = new CosmosMailStore(database, Writer, reader, saving, Leftovers, Blobs);
        Readings = new CosmosMailReadings(database, new MailRereading(Writer, saving));
        SetAside = new CosmosSetAsideMail(database, Writer);
        Mailboxes = new CosmosMailboxStore(database, Writer, mailboxes, Leftovers);
        States = new CosmosSyncStateStore(database, Writer, mailboxes, time);
        Mail = new CosmosSyncedMail(database, Writer, saving, Leftovers);
        Directory = new CosmosDirectory(database, Writer, LookUps);
        Export = new CosmosMailExport(database, Writer, reader, Store, Blobs);
        Data = new CosmosMailData(database, LookUps, Blobs);
    }

    public CosmosAccount Account { get; }

    public IRawMailStore Blobs { get; }

    public MailLookUps LookUps { get; }

    public MailWriter Writer { get; }

    public MailLeftovers Leftovers { get; }

    public CosmosMailStore Store { get; }

    public CosmosMailReadings Readings { get; }

    public CosmosSetAsideMail SetAside { get; }

    public CosmosMailboxStore Mailboxes { get; }

    public CosmosSyncStateStore States { get; }

    public CosmosSyncedMail Mail { get; }

    public CosmosDirectory Directory { get; }

    public CosmosMailExport Export { get; }

    public CosmosMailData Data { get; }

    public DateTimeOffset Now => Account.Time.GetUtcNow();

    public Task PassAsync(TimeSpan time)
    {
        Account.Time.Advance(time);
        return Task.CompletedTask;
    }

    public void Dispose() => Account.Dispose();
}
