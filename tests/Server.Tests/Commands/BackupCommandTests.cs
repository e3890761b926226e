using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Tests.Commands;

public sealed class BackupCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => _folder["data"];

    private string Place => _folder["backup"];

    private string Restored => _folder["restored"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Backup_ThenRestore_IsTheSameMailIndexAndSecrets()
    {
        await ImportAsync("First.mbox", 20);
        await SaveSecretAsync("hunter2");

        var made = await JsonAsync("backup", Place, "--json", "--data", Data);
        var restored = await JsonAsync("restore", Place, "--json", "--data", Restored);

        made.GetProperty("messages").GetInt64().ShouldBe(20);
        made.GetProperty("indexes_left_out").GetInt32().ShouldBe(0);
        restored.GetProperty("bytes").GetInt64().ShouldBe(made.GetProperty("bytes").GetInt64());
        (await FoundAsync(Restored)).ShouldBe(await FoundAsync(Data));
        (await SecretAsync(Restored)).ShouldBe("hunter2");
        File.Exists(Path.Combine(Restored, "backup.json")).ShouldBeFalse();
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Backup_WithinTheOtherFolder_IsRefused()
    {
        await ImportAsync("First.mbox", 2);

        (await Cli.RunAsync("backup", Path.Combine(Data, "inner"), "--data", Data)).ShouldFail(1, "would be lost with it");
        (await JsonAsync("backup", Place, "--json", "--data", Data)).GetProperty("messages").GetInt64().ShouldBe(2);
        (await Cli.RunAsync("restore", Place, "--data", Path.Combine(Place, "inner"))).ShouldFail(1, "would be lost with it");

        Directory.GetDirectories(Place, "inner*").Concat(Directory.GetDirectories(Data, "inner*")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    public async Task Backup_NoFolderNamed_IsWrongUsage(string command) =>
        (await Cli.RunAsync(command, "", "--data", Data)).ShouldFail(2, "DIR is the name of a folder.");

    [Fact]
    public async Task Backup_WhileAnotherWrites_IsOneConsistentState()
    {
        await ImportAsync("First.mbox", 300);
        var writing = ImportAsync("More.mbox", 600);

        var counts = new List<long>();
        for (var i = 0; i < 3; i++)
            counts.Add((await JsonAsync("backup", _folder[$"b{i}"], "--json", "--data", Data)).GetProperty("messages").GetInt64());
        await writing;

        counts.ShouldAllBe(static n => n >= 300 && n <= 900);
        for (var i = 0; i < 3; i++)
        {
            (await JsonAsync("restore", _folder[$"b{i}"], "--json", "--data", _folder[$"r{i}"])).GetProperty("messages").GetInt64()
                .ShouldBe(counts[i]);
            (await Cli.RunAsync("status", "--data", _folder[$"r{i}"])).ShouldSucceed().Out.ShouldContain($"{counts[i]:N0} stored");
        }
    }

    [Fact]
    public async Task Backup_WithoutIndex_IsBuiltAgainFromTheMail()
    {
        await ImportAsync("First.mbox", 20);

        (await Cli.RunAsync("backup", Place, "--without-index", "--data", Data)).ShouldSucceed().Out.ShouldContain("20 mails");
        (await Cli.RunAsync("restore", Place, "--data", Restored)).ShouldSucceed();

        Directory.Exists(Path.Combine(Place, "index")).ShouldBeFalse();
        (await FoundAsync(Restored)).ShouldBe(await FoundAsync(Data));
    }

    [Fact]
    public async Task Backup_IndexIsDamaged_IsLeftOut()
    {
        await ImportAsync("First.mbox", 20);
        await File.WriteAllTextAsync(Path.Combine(Data, "index", "local.db"), "no database, but something of its length", Cancellation);

        var made = await Cli.RunAsync("backup", Place, "--data", Data);

        made.ShouldSucceed().Error.ShouldContain("Left out 1 damaged index file");
        (await Cli.RunAsync("restore", Place, "--data", Restored)).ShouldSucceed();
        (await FoundAsync(Restored)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Backup_DatabaseIsDamaged_SaysWhichAndLeavesNothing()
    {
        await ImportAsync("First.mbox", 20);
        var database = Path.Combine(Data, "inboxmind.db");
        await using (var file = File.OpenWrite(database))
        {
            file.Position = 2 * 4_096;
            await file.WriteAsync(new byte[file.Length - file.Position], Cancellation);
        }

        (await Cli.RunAsync("backup", Place, "--data", Data)).ShouldFail(1, database, "is damaged, and is not backed up");

        Directory.Exists(Place).ShouldBeFalse();
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Backup_SomethingIsThere_IsNotOverwritten()
    {
        await ImportAsync("First.mbox", 2);
        Directory.CreateDirectory(Place);
        (await Cli.RunAsync("backup", Place, "--data", Data)).ShouldSucceed();

        (await Cli.RunAsync("backup", Place, "--data", Data)).ShouldFail(1, "is there already and is not overwritten");
        (await Cli.RunAsync("restore", Place, "--data", Data)).ShouldFail(1, Data, "is there already and is not overwritten");

        (await Cli.RunAsync("restore", Place, "--data", Restored)).ShouldSucceed();
    }

    [Fact]
    public async Task Backup_NoDataFolder_SaysSoAndMakesNothing()
    {
        (await Cli.RunAsync("backup", Place, "--data", Data)).ShouldFail(1, "There is no mail in the data folder");
        (await Cli.RunAsync("restore", Place, "--data", Data)).ShouldFail(1, "There is no backup in");

        Directory.Exists(Place).ShouldBeFalse();
        Directory.Exists(Data).ShouldBeFalse();
    }

    [Fact]
    public async Task Backup_ItsFiles_AreForTheirOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There are no such permissions.");
            return;
        }

        await ImportAsync("First.mbox", 2);
        await SaveSecretAsync("hunter2");

        (await Cli.RunAsync("backup", Place, "--data", Data)).ShouldSucceed();
        (await Cli.RunAsync("restore", Place, "--data", Restored)).ShouldSucceed();

        foreach (var root in (string[])[Place, Restored])
        {
            foreach (var folder in (string[])[root, .. Directory.GetDirectories(root)])
                File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, folder);
            foreach (var file in Directory.GetFiles(root, "*", SearchOption.AllDirectories))
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    [Theory]
    [InlineData("inboxmind.db")]
    [InlineData("index/local.db")]
    public async Task Restore_AFileIsDamaged_SaysSoAndLeavesNothing(string name)
    {
        await BackUpAsync();
        var bytes = await File.ReadAllBytesAsync(Path.Combine(Place, name), Cancellation);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(Place, name), bytes, Cancellation);

        (await Cli.RunAsync("restore", Place, "--data", Restored)).ShouldFail(1, name, "is damaged");

        Directory.Exists(Restored).ShouldBeFalse();
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Restore_AFileIsMissing_SaysSoAndLeavesNothing()
    {
        await BackUpAsync();
        File.Delete(Path.Combine(Place, "inboxmind.db"));

        (await Cli.RunAsync("restore", Place, "--data", Restored)).ShouldFail(1, "cannot be put back");

        Leftovers().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restore_NewerFormat_IsRefusedAndLeavesNothing(bool saysSo)
    {
        await BackUpAsync();
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(Place, "inboxmind.db")};Pooling=False"))
        {
            await database.OpenAsync(Cancellation);
            await using var command = database.CreateCommand();
            command.CommandText = "PRAGMA user_version=999";
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await ManifestAsync(manifest =>
        {
            if (saysSo)
                manifest["schema"] = 999;
            var file = manifest["files"]!.AsArray().Single(static f => (string)f!["name"]! == "inboxmind.db")!;
            var bytes = File.ReadAllBytes(Path.Combine(Place, "inboxmind.db"));
            file["bytes"] = bytes.Length;
            file["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes));
        });

        (await Cli.RunAsync("restore", Place, "--data", Restored)).ShouldFail(1, "was written by a newer version of InboxMind (format 999");

        Directory.Exists(Restored).ShouldBeFalse();
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Backup_FolderOfANewerVersion_IsRefusedAndLeavesNothing()
    {
        await ImportAsync("First.mbox", 2);
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(Data, "inboxmind.db")};Pooling=False"))
        {
            await database.OpenAsync(Cancellation);
            await using var command = database.CreateCommand();
            command.CommandText = "PRAGMA user_version=999";
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        (await Cli.RunAsync("backup", Place, "--data", Data)).ShouldFail(1, "newer version of InboxMind (format 999");

        Directory.Exists(Place).ShouldBeFalse();
        Leftovers().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../outside.db")]
    [InlineData("/etc/passwd")]
    [InlineData("index/../../x.db")]
    [InlineData("keys/..xml")]
    [InlineData("keys/a/b.xml")]
    [InlineData("backup.json")]
    public async Task Restore_ANameThatNoBackupHas_IsRefused(string name)
    {
        await BackUpAsync();
        await ManifestAsync(manifest => manifest["files"]!.AsArray()[0]!["name"] = name);

        (await Cli.RunAsync("restore", Place, "--data", Restored)).ShouldFail(1, "backup.json is damaged");

        Leftovers().ShouldBeEmpty();
    }

    private async Task BackUpAsync()
    {
        await ImportAsync("First.mbox", 5);
        (await Cli.RunAsync("backup", Place, "--data", Data)).ShouldSucceed();
    }

    private async Task ManifestAsync(Action<JsonNode> change)
    {
        var path = Path.Combine(Place, "backup.json");
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(path, Cancellation))!;
        change(manifest);
        await File.WriteAllTextAsync(path, manifest.ToJsonString(), Cancellation);
    }

    /// <summary>Folders that were being filled.</summary>
    private string[] Leftovers() => Directory.GetFileSystemEntries(_folder.Root, "*.tmp");

    private async Task ImportAsync(string name, int mails) => (await Cli.RunAsync(
        "import", Letters.Mbox(_folder[name], mails, first: name == "More.mbox" ? 1_000 : 0), "--data", Data)).ShouldSucceed();

    private static async Task<JsonElement> JsonAsync(params string[] args)
    {
        using var json = JsonDocument.Parse((await Cli.RunAsync(args)).ShouldSucceed().Out);
        return json.RootElement.Clone();
    }

    private static async Task<List<string>> FoundAsync(string data) =>
        [.. (await JsonAsync("search", "report", "--limit", "100", "--json", "--data", data)).GetProperty("results").EnumerateArray()
            .Select(static r => r.GetProperty("email_id").GetString()!).Order(StringComparer.Ordinal)];

    private async Task SaveSecretAsync(string secret)
    {
        await using var services = Open(Data);
        await services.GetRequiredService<ISecretStore>()
            .SaveAsync(Owner.Local, new MailboxId("imported"), SecretKind.Password, secret, Cancellation);
    }

    private static async Task<string?> SecretAsync(string data)
    {
        await using var services = Open(data);
        return await services.GetRequiredService<ISecretStore>()
            .ReadAsync(Owner.Local, new MailboxId("imported"), SecretKind.Password, Cancellation);
    }

    private static ServiceProvider Open(string data) => new ServiceCollection().AddInboxMindEmbedded(data).BuildServiceProvider();
}
