using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InboxMind.Api.Tests.Auth;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Core.Work;

namespace InboxMind.Api.Tests.Mailboxes;

/// <summary>What of a mailbox is synced, syncing it now, and how it stands.</summary>
[ThroughFunctions]
public sealed class MailboxSyncTests : IAsyncLifetime
{
    private static readonly MailboxId Home = new("home");

    private AuthApi _api = null!;
    private Owner _anna = null!;
    private string _token = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await AuthApi.StartAsync();
        (_anna, _, _token) = await _api.SignInAsync("anna");
        await SaveAsync(
            Home, new ImapConnection("mail.example.com", 993, "anna", ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Get_MailboxOnAServer_SaysWhatIsSynced()
    {
        var mailbox = await ReadAsync(HttpMethod.Get, "/api/v1/mailboxes/home");

        mailbox.GetProperty("id").GetString().ShouldBe("home");
        mailbox.GetProperty("sync_enabled").GetBoolean().ShouldBeTrue();
        mailbox.GetProperty("folders").GetArrayLength().ShouldBe(0);
        mailbox.GetProperty("since").ValueKind.ShouldBe(JsonValueKind.Null);
        mailbox.GetProperty("interval_minutes").GetInt32().ShouldBe(15);
        mailbox.GetProperty("state").GetString().ShouldBe("new");
    }

    [Fact]
    public async Task Patch_SomeFields_ChangesTheseAndKeepsTheOthers()
    {
        await ReadAsync(
            HttpMethod.Patch, "/api/v1/mailboxes/home", new { folders = new[] { "INBOX", "Work/2024", "INBOX" }, since = "2024-10-01" });
        await ReadAsync(HttpMethod.Patch, "/api/v1/mailboxes/home", new { sync_enabled = false, interval_minutes = 60 });

        var mailbox = await ReadAsync(HttpMethod.Get, "/api/v1/mailboxes/home");
        mailbox.GetProperty("folders").EnumerateArray().Select(static f => f.GetString()).ShouldBe(["INBOX", "Work/2024"]);
        mailbox.GetProperty("since").GetString().ShouldBe("2024-10-01");
        mailbox.GetProperty("sync_enabled").GetBoolean().ShouldBeFalse();
        mailbox.GetProperty("interval_minutes").GetInt32().ShouldBe(60);
        (await _api.Get<IDueMailboxes>().DueMailboxesAsync(DateTimeOffset.MaxValue, 10, Cancellation)).ShouldBeEmpty();

        await ReadAsync(HttpMethod.Patch, "/api/v1/mailboxes/home", new { exclude = new[] { "Work/Old" }, shared = true });
        var kept = await ReadAsync(HttpMethod.Patch, "/api/v1/mailboxes/home", new { sync_enabled = false });
        kept.GetProperty("exclude").EnumerateArray().Select(static f => f.GetString()).ShouldBe(["Work/Old"]);
        kept.GetProperty("shared").GetBoolean().ShouldBeTrue();
        await ReadAsync(HttpMethod.Patch, "/api/v1/mailboxes/home", new { folders = Array.Empty<string>(), since = "" });
        mailbox = await ReadAsync(HttpMethod.Get, "/api/v1/mailboxes/home");
        mailbox.GetProperty("folders").GetArrayLength().ShouldBe(0);
        mailbox.GetProperty("since").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Patch_WhatIsSyncedChanges_IsTakenUpByASyncAtOnce()
    {
        var queue = _api.Get<IWorkQueue>();
        await ReadAsync(HttpMethod.Patch, "/api/v1/mailboxes/home", new { interval_minutes = 15, folders = Array.Empty<string>() });
        (await queue.CountAsync(WorkQueues.SyncMailbox, Cancellation)).ShouldBe(0);

        await ReadAsync(HttpMethod.Patch, "/api/v1/mailboxes/home", new { interval_minutes = 1 });
        await ReadAsync(HttpMethod.Patch, "/api/v1/mailboxes/home", new { sync_enabled = false });

        var item = (await queue.ReceiveAsync(WorkQueues.SyncMailbox, 10, TimeSpan.FromMinutes(1), Cancellation)).ShouldHaveSingleItem();
        SyncMailboxWork.Parse(item.Body).ShouldBe((_anna, Home, null));
    }

    [Theory]
    [InlineData("""{"folders": [""]}""", "folders")]
    [InlineData("""{"folders": ["a\u0000b"]}""", "folders")]
    [InlineData("""{"folders": [null]}""", "folders")]
    [InlineData("""{"exclude": [" "]}""", "exclude")]
    [InlineData("""{"since": "yesterday"}""", "since")]
    [InlineData("""{"since": "2024-13-01"}""", "since")]
    [InlineData("""{"interval_minutes": 0}""", "interval_minutes")]
    [InlineData("""{"interval_minutes": 1441}""", "interval_minutes")]
    public async Task Patch_WrongValue_NamesTheFieldAndChangesNothing(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await _api.SendAsync(HttpMethod.Patch, "/api/v1/mailboxes/home", _token, content: content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors").TryGetProperty(field, out _)
            .ShouldBeTrue();
        (await _api.Get<IMailboxStore>().GetAsync(_anna, Home, Cancellation))!.Sync.Folders.ShouldBeEmpty();
    }

    [Fact]
    public async Task PostSync_OneMailbox_QueuesItForAWorker()
    {
        using var response = await _api.SendAsync(HttpMethod.Post, "/api/v1/mailboxes/home/sync", _token);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.Location.ShouldBe(new Uri("/api/v1/mailboxes/home/sync", UriKind.Relative));
        var item = (await _api.Get<IWorkQueue>().ReceiveAsync(WorkQueues.SyncMailbox, 10, TimeSpan.FromMinutes(1), Cancellation))
            .ShouldHaveSingleItem();
        SyncMailboxWork.Parse(item.Body).ShouldBe((_anna, Home, null));
    }

    [Fact]
    public async Task PostSync_AllMailboxes_QueuesThoseOnAServerThatCanBeSynced()
    {
        await SaveAsync(new MailboxId("imported"), null);
        await SaveAsync(new MailboxId("second"),
            new ImapConnection("mail.example.com", 993, "anna2", ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false));
        await SaveAsync(new MailboxId("refused"),
            new ImapConnection("mail.example.com", 993, "anna3", ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false));
        await NoteAsync(new MailboxId("refused"), new SyncRecord { Mailbox = new MailboxId("refused"), State = SyncState.NeedsReconnect });

        var answer = await ReadAsync(HttpMethod.Post, "/api/v1/emails/sync");

        answer.GetProperty("mailboxes").EnumerateArray().Select(static m => m.GetString()).ShouldBe(["home", "second"]);
        (await _api.Get<IWorkQueue>().CountAsync(WorkQueues.SyncMailbox, Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task PostSync_ImportedOrRefusedMailbox_Is409AndQueuesNothing()
    {
        await SaveAsync(new MailboxId("imported"), null);
        await NoteAsync(Home, new SyncRecord { Mailbox = Home, State = SyncState.NeedsReconnect, LastError = "Sign in again." });

        foreach (var id in (string[])["imported", "home"])
        {
            using var response = await _api.SendAsync(HttpMethod.Post, $"/api/v1/mailboxes/{id}/sync", _token);
            response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        }

        (await _api.Get<IWorkQueue>().CountAsync(WorkQueues.SyncMailbox, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task GetSync_CatchingUp_TellsProgressRateAndTimeLeft()
    {
        var began = _api.Time.GetUtcNow();
        await NoteAsync(
            Home,
            new SyncRecord { Mailbox = Home, State = SyncState.Syncing, Began = began, FoundBefore = 100, NextRun = began },
            new FolderCheckpoint
            {
                Name = "INBOX",
                UidValidity = 1,
                UidNext = 1001,
                Exists = 500,
                Pending = [new UidRange(1, 600)],
                Found =
                300,
                Fetched = 290,
                Quarantined = 2
            });
        _api.Time.Advance(TimeSpan.FromSeconds(10));

        var status = await ReadAsync(HttpMethod.Get, "/api/v1/mailboxes/home/sync");

        status.GetProperty("state").GetString().ShouldBe("syncing");
        status.GetProperty("found").GetInt64().ShouldBe(300);
        status.GetProperty("to_fetch").GetInt64().ShouldBe(300);
        status.GetProperty("rate").GetDouble().ShouldBe(20);
        status.GetProperty("time_left").GetInt64().ShouldBe(15);
        var folder = status.GetProperty("folders").EnumerateArray().ShouldHaveSingleItem();
        folder.GetProperty("name").GetString().ShouldBe("INBOX");
        folder.GetProperty("quarantined").GetInt64().ShouldBe(2);
        (await ReadAsync(HttpMethod.Get, "/api/v1/emails/sync/status")).GetProperty("mailboxes")[0].GetProperty("found").GetInt64()
            .ShouldBe(300);
    }

    [Fact]
    public async Task GetSync_UpToDate_TellsTheNextRunAndNoRate()
    {
        var now = _api.Time.GetUtcNow();
        await NoteAsync(
            Home, new SyncRecord { Mailbox = Home, State = SyncState.UpToDate, LastSuccess = now, NextRun = now.AddMinutes(15) });

        var status = await ReadAsync(HttpMethod.Get, "/api/v1/mailboxes/home/sync");

        status.GetProperty("next_run").GetDateTimeOffset().ShouldBe(now.AddMinutes(15));
        status.GetProperty("rate").ValueKind.ShouldBe(JsonValueKind.Null);
        status.GetProperty("time_left").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("GET", "/api/v1/mailboxes/home")]
    [InlineData("PATCH", "/api/v1/mailboxes/home")]
    [InlineData("GET", "/api/v1/mailboxes/home/sync")]
    [InlineData("POST", "/api/v1/mailboxes/home/sync")]
    public async Task OneMailbox_AskedByAnotherUser_IsNotThere(string method, string path)
    {
        var (_, _, mallory) = await _api.SignInAsync("mallory");
        using var content = method == "PATCH" ? JsonContent.Create(new { sync_enabled = false }) : null;

        using var response = await _api.SendAsync(new HttpMethod(method), path, mallory, content: content);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _api.Get<IMailboxStore>().GetAsync(_anna, Home, Cancellation))!.Sync.Enabled.ShouldBeTrue();
        (await _api.Get<IWorkQueue>().CountAsync(WorkQueues.SyncMailbox, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task AllMailboxes_AskedByAnotherUser_AreNotThere()
    {
        var (_, _, mallory) = await _api.SignInAsync("mallory");

        using var response = await _api.SendAsync(HttpMethod.Post, "/api/v1/emails/sync", mallory);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("mailboxes").GetArrayLength().ShouldBe(0);
        using var status = await _api.SendAsync(HttpMethod.Get, "/api/v1/emails/sync/status", mallory);
        (await status.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("mailboxes").GetArrayLength().ShouldBe(0);
    }

    private async Task<JsonElement> ReadAsync(HttpMethod method, string path, object? body = null)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var response = await _api.SendAsync(method, path, _token, content: content);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(Cancellation));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private Task SaveAsync(MailboxId id, ImapConnection? connection) => _api.Get<IMailboxStore>().SaveAsync(
        _anna,
        new Mailbox(id, connection is null ? MailboxKind.Import : MailboxKind.Imap, id.Value)
        {
            Connection = connection,
            Sync = SyncChoice.Default with { Enabled = connection is not null },
        },
        Cancellation);

    private async Task NoteAsync(MailboxId id, SyncRecord state, params FolderCheckpoint[] folders)
    {
        var states = _api.Get<ISyncStateStore>();
        var lease = (await states.AcquireAsync(_anna, id, "test", TimeSpan.FromMinutes(1), Cancellation))!;
        await states.SaveAsync(_anna, lease, state, Cancellation);
        foreach (var folder in folders)
            await states.SaveFolderAsync(_anna, lease, folder, Cancellation);
        await states.ReleaseAsync(_anna, lease, Cancellation);
    }
}
