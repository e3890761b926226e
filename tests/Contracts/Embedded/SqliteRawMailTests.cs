using InboxMind.Core.Privacy;
using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Privacy;

namespace InboxMind.Contracts.Embedded;

/// <summary>Raw mail with its message, in one transaction.</summary>
public sealed class SqliteRawMailTests : RawMailContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteRawMailTests()
    {
        var apart = new ApartRawMail(_adapters.Main, _adapters.Time);
        Store = new SqliteMailStore(_adapters.Main, _adapters.Time, apart);
        Mailboxes = new SqliteMailboxStore(_adapters.Main, apart);
        Export = new SqliteMailExport(_adapters.Main, apart);
        Data = [new MainUserData(_adapters.Folder), apart];
    }

    protected override IMailStore Store { get; }

    protected override IMailboxStore Mailboxes { get; }

    protected override IMailExport Export { get; }

    protected override IReadOnlyList<IUserData> Data { get; }

    public void Dispose() => _adapters.Dispose();
}
