using System.Text.Json;
using InboxMind.Core.Audit;
using InboxMind.Core.Connecting;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Tests.Commands;

public sealed class SyncCommandTests(DovecotServers servers) : IClassFixture<DovecotServers>, IDisposable
{
    private const string Variable = "TEST_MAILBOX_PASSWORD";

    private readonly TempFolder _folder = new();
    private readonly string _user = $"mara-{Guid.NewGuid():n}";

    private string Data => _folder["data"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("imaps://mara:secret@mail.example.com", "password does not belong")]
    [InlineData("imaps://mara:secret@x@mail.example.com", "password does not belong")]
    [InlineData("imap://mara@mail.example.com", "unencrypted")]
    [InlineData("mara@mail.example.com", "imaps://user@host")]
    [InlineData("https://mara@mail.example.com", "imaps://user@host")]
    [InlineData("imaps://mail.example.com", "imaps://user@host")]
    [InlineData("imaps://mara@", "imaps://user@host")]
    [InlineData("imaps://mara@mail.example.com:0", "imaps://user@host")]
    [InlineData("imaps://mara@mail.example.com:99999", "imaps://user@host")]
    [InlineData("imaps://mara@[::1", "imaps://user@host")]
    [InlineData("imap://mara@mail.example.com", "--starttls")]
    public async Task Sync_WrongAddress_IsWrongUsageAndRepeatsNoPassword(string address, string part)
    {
        var result = await Cli.RunAsync("sync", address, "--password-env", Variable, "--data", Data);

        result.ShouldFail(2, part);
        result.Error.ShouldNotContain("secret");
        Directory.Exists(Data).ShouldBeFalse();
    }

    [Fact]
    public async Task Sync_StartTlsWithImaps_IsWrongUsage() =>
        (await Cli.RunAsync("sync", "imaps://mara@mail.example.com", "--starttls", "--password-env", Variable, "--data", Data))
            .ShouldFail(2, "goes with imap://");

    [Fact]
    public async Task Sync_VariableNotSet_IsWrongUsage() =>
        (await Cli.RunAsync("sync", "imaps://mara@mail.example.com", "--password-env", "INBOXMIND_TEST_NO_SUCH_VARIABLE", "--data", Data))
        .ShouldFail(2, "INBOXMIND_TEST_NO_SUCH_VARIABLE");

    [Fact]
    public async Task Sync_Mailbox_IsSearchableAndSecondTimeChangesNothing()
    {
        var server = servers.Get();
        server.Deliver(_user, Enumerable.Range(0, 30).Select(Letters.UnixLetter));

        var first = await SyncAsync(server);
        (first.GetProperty("found").GetInt64(), first.GetProperty("added").GetInt64(), first.GetProperty("indexed")
            .GetInt64(), first.GetProperty("deleted").GetInt64())
            .ShouldBe((30, 30, 30, 0));
        (await SyncAsync(server)).GetProperty("found").GetInt64().ShouldBe(0);

        var search = (await Cli.RunAsync("search", Letters.Word(7), "--data", Data, "--json")).ShouldSucceed();
        search.Out.ShouldContain("Report number 7");
        search.Out.ShouldContain("INBOX");
    }

    [Fact]
    public async Task Status_AfterASyncAndARefusedOne_TellsBoth()
    {
        (await Cli.RunAsync("status", "--data", Data)).ShouldFail(1, "There is no mail");
        var server = servers.Get();
        server.Deliver(_user, Enumerable.Range(0, 30).Select(Letters.UnixLetter));
        await SyncAsync(server);

        var line = (await Cli.RunAsync("status", "--data", Data)).ShouldSucceed().Out;
        line.ShouldContain("up to date; 30 stored, 30 indexed");
        line.ShouldContain("INBOX: 30 found, 30 fetched, 0 to fetch, 0 set aside");
        Environment.SetEnvironmentVariable(Variable, "not-the-password");
        await Cli.RunAsync("sync", Address(server), "--password-env", Variable, "--data", Data);

        using var json = JsonDocument.Parse((await Cli.RunAsync("status", "--data", Data, "--json")).ShouldSucceed().Out);
        var status = json.RootElement.GetProperty("mailboxes").EnumerateArray().ShouldHaveSingleItem();
        status.GetProperty("state").GetString().ShouldBe("needs_reconnect");
        status.GetProperty("last_error").GetString()!.ShouldContain("refused the password");
        status.GetProperty("stored").GetInt64().ShouldBe(30);
    }

    [Fact]
    public async Task Sync_WrongPassword_FailsWithOneSentence()
    {
        var server = servers.Get();
        Environment.SetEnvironmentVariable(Variable, "not-the-password");

        var result = await Cli.RunAsync("sync", Address(server), "--password-env", Variable, "--data", Data);

        result.ShouldFail(1, "refused the password");
        result.Error.ShouldNotContain("not-the-password");
    }

    [Fact]
    public async Task Sync_KilledAtSeveralMomentsAndRunAgain_LosesNothingAndDoublesNothing()
    {
        const int Mails = 2_000;
        var server = servers.Get();
        server.Deliver(_user, Enumerable.Range(0, Mails).Select(Letters.UnixLetter));
        Environment.SetEnvironmentVariable(Variable, Dovecot.Password);
        string[] arguments = ["sync", Address(server), "--password-env", Variable, "--data", Data, "--json"];
        using var stored = new StoredMailbox(Data);
        foreach (var share in (double[])[0, 0.2, 0.6])
        {
            using var sync = new ServerProcess(arguments);
            while (!sync.HasExited && await stored.CountAsync() <= share * Mails)
                await Task.Yield();
            await sync.KillAsync();
        }

        // The killed process's lease ends by itself after half a minute: that time passes here.
        await ExpireLeasesAsync();
        using var last = new ServerProcess(arguments);
        using var json = JsonDocument.Parse((await last.EndAsync()).ShouldSucceed().Out);

        (await stored.CountAsync()).ShouldBe(Mails);
        (await SyncAsync(server)).GetProperty("found").GetInt64().ShouldBe(0);
        for (var i = 0; i < Mails; i += 97)
            (await stored.IsInIndexAsync(i)).ShouldBeTrue($"mail {i}");
    }

    [Fact]
    public async Task Sync_Remember_KeepsThePasswordEncryptedForItsOwnerAlone()
    {
        var server = servers.Get();
        server.Deliver(_user, [Letters.UnixLetter(1)]);

        await SyncAsync(server, "--remember");

        foreach (var file in Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories))
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))
                .ShouldNotContain(Dovecot.Password);
        var keys = Directory.GetFiles(Path.Combine(Data, "keys"));
        keys.ShouldNotBeEmpty();
        if (!OperatingSystem.IsWindows())
        {
            foreach (var key in keys)
                File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(Path.Combine(Data, "keys"))
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Sync_RememberWithAWrongPassword_KeepsTheOneThatWorks()
    {
        var server = servers.Get();
        server.Deliver(_user, [Letters.UnixLetter(1)]);
        await SyncAsync(server, "--remember");
        var before = await StoredPasswordAsync();
        before.ShouldBe(Dovecot.Password);

        Environment.SetEnvironmentVariable(Variable, "not-the-password");
        (await Cli.RunAsync("sync", Address(server), "--password-env", Variable, "--data", Data, "--remember"))
            .ShouldFail(1, "refused the password");

        (await StoredPasswordAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Sync_RememberWithAWrongPasswordAtFirst_RemembersNothing()
    {
        var server = servers.Get();
        Environment.SetEnvironmentVariable(Variable, "not-the-password");

        (await Cli.RunAsync("sync", Address(server), "--password-env", Variable, "--data", Data, "--remember"))
            .ShouldFail(1, "refused the password");

        (await StoredPasswordAsync()).ShouldBeNull();
        (await MailboxAsync()).Sync.Enabled.ShouldBeFalse();
    }

    [Fact]
    public async Task Sync_MailboxThatIsRemembered_KeepsItsIntervalAndStaysRemembered()
    {
        var server = servers.Get();
        server.Deliver(_user, [Letters.UnixLetter(1)]);
        await SyncAsync(server, "--remember");
        await using (var services = Composition.Create(Data))
        {
            var mailbox = await MailboxAsync();
            await services.GetRequiredService<IMailboxStore>().SaveAsync(
                Owner.Local, mailbox with { Sync = mailbox.Sync with { Interval = TimeSpan.FromHours(3) } },
                TestContext.Current.CancellationToken);
        }

        await SyncAsync(server, "--folder", "INBOX");
        await SyncAsync(server, "--remember");

        var sync = (await MailboxAsync()).Sync;
        (sync.Enabled, sync.Interval, sync.Folders.Count).ShouldBe((true, TimeSpan.FromHours(3), 0));
    }

    [Fact]
    public async Task Sync_RememberAPausedMailbox_SaysThatItStaysPausedAndIsInTheLog()
    {
        var server = servers.Get();
        server.Deliver(_user, [Letters.Letter(1)]);
        await SyncAsync(server);
        await SyncAsync(server, "--remember");
        var mailbox = await MailboxAsync();
        mailbox.Sync.Enabled.ShouldBeTrue();
        await using var services = Composition.Create(Data);
        await services.GetRequiredService<ChangeMailbox>().ChangeAsync(
            Owner.Local, mailbox.Id, static c => c with { Enabled = false }, TestContext.Current.CancellationToken);

        var again = (await Cli.RunAsync("sync", Address(server), "--password-env", Variable, "--data", Data, "--remember")).ShouldSucceed();

        again.Error.ShouldContain(
            $"is paused and stays so: serve syncs it once sync_enabled is set by PATCH /api/v1/mailboxes/{mailbox.Id}.");
        (await MailboxAsync()).Sync.Enabled.ShouldBeFalse();
        (await services.GetRequiredService<IAuditLog>()
            .ListAsync(OrganisationId.Personal(UserId.Local), 0, 10, TestContext.Current.CancellationToken))
            .Select(static e => (e.Kind, e.Detail)).ShouldBe(Enumerable.Repeat((AuditKind.MailboxConnected, mailbox.Id.Value), 3));
    }

    [Fact]
    public async Task Sync_FolderThatIsNotThere_FailsWithOneSentenceAndSyncsTheOthers()
    {
        var server = servers.Get();
        server.Deliver(_user, [Letters.UnixLetter(1)]);
        Environment.SetEnvironmentVariable(Variable, Dovecot.Password);
        string[] arguments = ["sync", Address(server), "--password-env", Variable, "--data", Data, "--json", "--folder", "Nowhere"];

        (await Cli.RunAsync(arguments)).ShouldFail(1, "The mailbox has none of the folders asked for; it has \"Archive\", \"INBOX\"");
        var result = await Cli.RunAsync([.. arguments, "--folder", "INBOX"]);

        result.Code.ShouldBe(1);
        result.Error.ShouldContain("The mailbox has no folder \"Nowhere\"; it has ");
        using var json = JsonDocument.Parse(result.Out);
        json.RootElement.GetProperty("added").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Sync_ListFolders_SaysWhatIsSyncedAndMakesNoDataFolder()
    {
        var server = servers.Get();
        server.Deliver(_user, [Letters.Letter(1)]);
        server.Deliver(_user, [Letters.Letter(2)], "Lists");
        Environment.SetEnvironmentVariable(Variable, Dovecot.Password);
        string[] arguments = ["sync", Address(server), "--password-env", Variable, "--data", Data, "--list-folders", "--exclude", "Lists"];

        var lines = (await Cli.RunAsync(arguments)).ShouldSucceed().Out.TrimEnd('\n').Split('\n');
        using var json = JsonDocument.Parse((await Cli.RunAsync([.. arguments, "--json"])).ShouldSucceed().Out);

        lines.ShouldBe(
            ["Archive: synced, 0 in it", "INBOX: synced, 1 in it", "Lists: left out, excluded", "Sent: synced, 0 in it",
                "Trash: left out, trash"]);
        var lists = json.RootElement.GetProperty("folders")[2];
        (lists.GetProperty("name").GetString(), lists.GetProperty("synced").GetBoolean(), lists.GetProperty("left_out").GetString())
            .ShouldBe(("Lists", false, "excluded"));
        Directory.Exists(Data).ShouldBeFalse();
    }

    [Fact]
    public async Task Sync_Exclude_IsKeptAndToldByStatus()
    {
        var server = servers.Get();
        server.Deliver(_user, [Letters.Letter(1)]);
        server.Deliver(_user, [Letters.Letter(2)], "Lists");

        (await SyncAsync(server, "--exclude", "Lists")).GetProperty("added").GetInt64().ShouldBe(1);

        (await MailboxAsync()).Sync.Exclude.ShouldBe(["Lists"]);
        var status = (await Cli.RunAsync("status", "--data", Data)).ShouldSucceed().Out;
        status.ShouldContain("  left out, excluded: Lists");
        status.ShouldContain("  left out, trash: Trash");
        (await SyncAsync(server)).GetProperty("added").GetInt64().ShouldBe(1);
        (await Cli.RunAsync("status", "--data", Data)).ShouldSucceed().Out.ShouldNotContain("Lists\n  left out");
    }

    [Fact]
    public async Task Mailboxes_Forget_TakesPasswordAndMailAndNothingElse()
    {
        var server = servers.Get();
        server.Deliver(_user, [Letters.Letter(7)]);
        await SyncAsync(server, "--remember");
        var id = (await MailboxAsync()).Id.Value;

        var list = (await Cli.RunAsync("mailboxes", "--data", Data)).ShouldSucceed().Out;
        (await Cli.RunAsync("mailboxes", "--data", Data, "--forget", "no-such")).ShouldFail(1, "no such mailbox");
        var forgotten = (await Cli.RunAsync("mailboxes", "--data", Data, "--forget", id)).ShouldSucceed().Out;

        list.ShouldBe($"{id}: {_user} at 127.0.0.1, remembered, 1 stored\n");
        forgotten.ShouldContain($"Forgot {_user} at 127.0.0.1");
        (await Cli.RunAsync("mailboxes", "--data", Data)).ShouldSucceed().Out.ShouldContain("There is no mailbox yet");
        (await Cli.RunAsync("search", Letters.Word(7), "--data", Data, "--json")).ShouldFail(1, "There is no mail");
        (await SyncAsync(server)).GetProperty("added").GetInt64().ShouldBe(1);
    }

    private async Task<Mailbox> MailboxAsync()
    {
        await using var services = Composition.Create(Data);
        return (await services.GetRequiredService<IMailboxStore>().ListAsync(Owner.Local, TestContext.Current.CancellationToken))
            .ShouldHaveSingleItem();
    }

    private async Task<string?> StoredPasswordAsync()
    {
        var mailbox = await MailboxAsync();
        await using var services = Composition.Create(Data);
        return await services.GetRequiredService<ISecretStore>()
            .ReadAsync(Owner.Local, mailbox.Id, SecretKind.Password, TestContext.Current.CancellationToken);
    }

    private string Address(Dovecot server) => $"imap://{_user}@127.0.0.1:{server.Port}";

    private async Task<JsonElement> SyncAsync(Dovecot server, params string[] more)
    {
        Environment.SetEnvironmentVariable(Variable, Dovecot.Password);
        var result = (await Cli.RunAsync(["sync", Address(server), "--password-env", Variable, "--data", Data, "--json", .. more]))
            .ShouldSucceed();
        using var json = JsonDocument.Parse(result.Out);
        return json.RootElement.Clone();
    }

    private async Task ExpireLeasesAsync()
    {
        await using var connection =
            new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Data, "inboxmind.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE sync_lease SET expires_at = 0";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
