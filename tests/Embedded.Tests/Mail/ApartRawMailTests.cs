using System.Text;
using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Sync;
using InboxMind.Core.Work;
using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Privacy;
using InboxMind.Embedded.Storage;
using InboxMind.Embedded.Sync;
using InboxMind.Testing;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Embedded.Tests.Mail;

/// <summary>Raw mail that lies apart, when something goes wrong in between.</summary>
public sealed class ApartRawMailTests : IDisposable
{
    private static readonly Owner Anna = new(new UserId("anna"));

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly DataFolder _data;
    private readonly MainDatabase _database;
    private readonly RawMailInMemory _raw = new();
    private readonly ApartRawMail _apart;
    private readonly SqliteMailStore _store;

    public ApartRawMailTests()
    {
        _data = new DataFolder(_folder.Root);
        _database = new MainDatabase(_data);
        _apart = new ApartRawMail(_database, _time, _raw);
        _store = new SqliteMailStore(_database, _time, _apart);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Delete_StorageOutOfReach_IsDoneBySweepLater()
    {
        await SaveAsync("one");
        _raw.IsOutOfReach = true;

        (await _store.DeleteAsync(Anna, [Id("one")], Cancellation)).Count.ShouldBe(1);

        (await _store.OpenRawAsync(Anna, Id("one"), Cancellation)).ShouldBeNull();
        _raw.Count.ShouldBe(1);
        await Should.ThrowAsync<StorageUnusableException>(() => _apart.DeleteAsync(Cancellation));
        _raw.IsOutOfReach = false;
        (await _apart.DeleteAsync(Cancellation)).ShouldBe(new RawMailSweep(Seen: 1, Held: 0));
        _raw.Count.ShouldBe(0);
        Noted().ShouldBe(0);
    }

    [Fact]
    public async Task Delete_OneIsHeld_KeepsNoOtherWaitingAndComesAgain()
    {
        var ben = new Owner(new UserId("ben"));
        await SaveAsync("held");
        await SaveAsync("free");
        await _store.SaveAsync(ben, [Mail("ben's")], Cancellation);
        _raw.Held.Add(Id("held"));
        _raw.IsOutOfReach = true;
        await _store.DeleteAsync(Anna, [Id("held"), Id("free")], Cancellation);
        await _store.DeleteAsync(ben, [Id("ben's")], Cancellation);
        _raw.IsOutOfReach = false;

        (await _apart.DeleteAsync(Cancellation)).ShouldBe(new RawMailSweep(Seen: 3, Held: 1));

        _raw.Count.ShouldBe(1);
        (await _apart.DeleteAsync(Cancellation)).ShouldBe(default);
        _raw.Held.Clear();
        _time.Advance(TimeSpan.FromHours(1));
        (await _apart.DeleteAsync(Cancellation)).ShouldBe(new RawMailSweep(Seen: 1, Held: 0));
        _raw.Count.ShouldBe(0);
        Noted().ShouldBe(0);
    }

    [Fact]
    public async Task Save_StorageOutOfReach_StoresNoMessage()
    {
        _raw.IsOutOfReach = true;

        await Should.ThrowAsync<StorageUnusableException>(() => SaveAsync("one"));

        (await _store.CountAsync(Anna, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Save_EndsBeforeTheRow_IsDeletedOnceNoOneCanBeSavingIt()
    {
        var states = new SqliteSyncStateStore(_database, _time);
        var synced = new SqliteSyncedMail(_store, _database, _time, _apart);
        var lease = (await states.AcquireAsync(Anna, new MailboxId("home"), "me", TimeSpan.FromMinutes(1), Cancellation)).ShouldNotBeNull();
        await states.ReleaseAsync(Anna, lease, Cancellation);

        await Should.ThrowAsync<LeaseLostException>(() => synced.SaveAsync(Anna, lease, [Mail("one")], Cancellation));

        _raw.Count.ShouldBe(1);
        await _apart.DeleteAsync(Cancellation);
        _raw.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(11));
        await _apart.DeleteAsync(Cancellation);
        _raw.Count.ShouldBe(0);
        Noted().ShouldBe(0);
    }

    [Fact]
    public async Task Save_WhatAPersonDeleted_LeavesNothing()
    {
        var states = new SqliteSyncStateStore(_database, _time);
        var synced = new SqliteSyncedMail(_store, _database, _time, _apart);
        await SaveAsync("one");
        await _store.DeleteAsync(Anna, [Id("one")], Cancellation);
        var lease = (await states.AcquireAsync(Anna, new MailboxId("home"), "me", TimeSpan.FromMinutes(1), Cancellation)).ShouldNotBeNull();

        (await synced.SaveAsync(Anna, lease, [Mail("one")], Cancellation)).Single().Kind.ShouldBe(SaveKind.Deleted);

        _raw.Count.ShouldBe(0);
        Noted().ShouldBe(0);
    }

    [Fact]
    public async Task Save_DeletedBetweenRawMailAndRow_IsSavedAgain()
    {
        await SaveAsync("one");
        _raw.IsOutOfReach = true;
        await _store.DeleteAsync(Anna, [Id("one")], Cancellation);
        _raw.IsOutOfReach = false;
        _time.Advance(TimeSpan.FromSeconds(1));

        // A worker that had looked at the mail before it was saved anew, and whose deletion arrives when it is.
        _raw.BeforeDelete = async () =>
        {
            _raw.BeforeDelete = null;
            await SaveAsync("one");
        };
        await _apart.DeleteAsync(Cancellation);

        (await _store.GetRawAsync(Anna, Id("one"), Cancellation)).ShouldBe("Raw mail one"u8.ToArray());
        Noted().ShouldBe(0);
    }

    [Fact]
    public async Task Save_AWorkerDeletesBeforeTheRowIsWritten_IsSavedAgain()
    {
        // Someone who took eleven minutes from the raw mail to the row.
        _raw.AfterSave = async () =>
        {
            _raw.AfterSave = null;
            _time.Advance(TimeSpan.FromMinutes(11));
            await _apart.DeleteAsync(Cancellation);
            _raw.Count.ShouldBe(0);
        };

        await SaveAsync("one");

        (await _store.GetRawAsync(Anna, Id("one"), Cancellation)).ShouldBe("Raw mail one"u8.ToArray());
    }

    [Fact]
    public async Task OpenRaw_MailFromBeforeTheSetting_ComesFromItsRow()
    {
        await new SqliteMailStore(_database, _time).SaveAsync(Anna, [Mail("old")], Cancellation);
        await SaveAsync("new");

        (await _store.GetRawAsync(Anna, Id("old"), Cancellation)).ShouldBe("Raw mail old"u8.ToArray());
        (await _store.GetRawAsync(Anna, Id("new"), Cancellation)).ShouldBe("Raw mail new"u8.ToArray());
        _raw.Count.ShouldBe(1);
    }

    [Fact]
    public async Task EveryUse_SettingTakenAway_SaysWhatToSet()
    {
        await SaveAsync("one");
        var without = new ApartRawMail(_database, _time);
        var store = new SqliteMailStore(_database, _time, without);

        (await Should.ThrowAsync<DataFolderException>(() => store.OpenRawAsync(Anna, Id("one"), Cancellation))).Message
            .ShouldBe("Raw mail of this data folder lies in a storage account; set Storage to that account again.");
        (await store.GetAsync(Anna, [Id("one")], MailExtent.Whole, Cancellation)).Count.ShouldBe(1);

        // An erasure does not claim to be done while raw mail is left.
        while (await new MainUserData(_data).EraseAsync(Anna, Cancellation))
        {
        }

        await Should.ThrowAsync<DataFolderException>(() => without.EraseAsync(Anna, Cancellation));
        (await _apart.EraseAsync(Anna, Cancellation)).ShouldBeTrue();
        _raw.Count.ShouldBe(0);
        (await without.EraseAsync(Anna, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task OpenRaw_LostApart_IsNoMailThatNeverWas()
    {
        await SaveAsync("one");
        await _raw.DeleteAllAsync(Anna, Cancellation);

        await Should.ThrowAsync<InvalidDataException>(() => _store.OpenRawAsync(Anna, Id("one"), Cancellation));
    }

    private Task<IReadOnlyList<SaveOutcome>> SaveAsync(string name) => _store.SaveAsync(Anna, [Mail(name)], Cancellation);

    private long Noted() => _database.Sqlite.Read(static session => session.Scalar("SELECT COUNT(*) FROM raw_to_delete"));

    private static EmailId Id(string name) => new(name.PadRight(EmailId.Length, 'a'));

    private static MailToSave Mail(string name)
    {
        var message = new MailMessage
        {
            Id = Id(name),
            MessageId = $"{name}@example.com",
            Subject = name,
            From = [],
            To = [],
            Cc = [],
            Bcc = [],
            Date = DateTimeOffset.UnixEpoch,
            Text = name,
            Attachments = [],
            Size = 9 + name.Length,
        };
        return new MailToSave(
            message, [], new Placement(new MailboxId("home"), "INBOX", 1, name[0], MailFlags.None),
            Encoding.UTF8.GetBytes($"Raw mail {name}"));
    }
}
