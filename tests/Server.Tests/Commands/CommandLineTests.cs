using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using InboxMind.Testing;
using Microsoft.Data.Sqlite;

namespace InboxMind.Server.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_NoArguments_ShowsHelpAsWrongUsage()
    {
        var result = await Cli.RunAsync();

        result.Code.ShouldBe(2);
        result.Out.ShouldBeEmpty();
        foreach (var verb in (string[])["import", "search"])
            result.Error.ShouldContain(verb);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("import", "--help")]
    [InlineData("search", "--help")]
    [InlineData("--version")]
    public async Task Run_Help_IsDone(params string[] args)
    {
        var result = (await Cli.RunAsync(args)).ShouldSucceed();

        result.Out.ShouldNotBeEmpty();
        result.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("--frobnicate")]
    [InlineData("import")]
    [InlineData("search")]
    [InlineData("import", "x", "--frobnicate")]
    [InlineData("search", "x", "--frobnicate")]
    [InlineData("search", "x", "--data")]
    [InlineData("search", "x", "--limit", "1", "--limit", "2")]
    [InlineData("search", "x", "--json=maybe")]
    [InlineData("search", "x", "--json=true")]
    [InlineData("search", "--json:false", "x")]
    [InlineData("import", "x", "--json=")]
    public async Task Run_WrongArguments_IsWrongUsage(params string[] args) =>
        (await Cli.RunAsync(args)).ShouldFail(2, "See inboxmind ", "--help.");

    [Theory]
    [InlineData("There is no command \"frobnicate\". See inboxmind --help.", "frobnicate")]
    [InlineData("There is no option --prot. See inboxmind serve --help.", "serve", "--prot", "1")]
    [InlineData("status does not take \"now\". See inboxmind status --help.", "status", "now")]
    [InlineData("--port takes a number from 0 to 65535. See inboxmind serve --help.", "serve", "--port", "abc")]
    [InlineData("--port takes a number from 0 to 65535. See inboxmind serve --help.", "serve", "--port", "65536")]
    [InlineData("--since takes a day such as 2026-03-09. See inboxmind sync --help.", "sync", "imaps://a@b.example", "--since",
        "yesterday")]
    public async Task Run_WrongArguments_SaysInOneSentenceWhichOne(string sentence, params string[] args) =>
        (await Cli.RunAsync(args)).ShouldFail(2, sentence);

    [Fact]
    public async Task Serve_PortInUse_NamesTheOptionThatHelps()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        (await Cli.RunAsync("serve", "--port", $"{port}", "--data", _folder["data"])).ShouldFail(1, $"Port {port} is in use", "--port");
    }

    [Theory]
    [InlineData("<key")]
    [InlineData("no key at all")]
    [InlineData("")]
    public async Task Run_KeysThatAreDamaged_SaysSoInOneSentence(string key)
    {
        await Cli.MakeAsync(_folder, _folder["data"]);
        (await Cli.RunAsync("token", "--data", _folder["data"])).ShouldSucceed();
        foreach (var file in Directory.GetFiles(_folder["data/keys"]))
            await File.WriteAllTextAsync(file, key, TestContext.Current.CancellationToken);

        foreach (var verb in (string[])["token", "serve"])
        {
            (await Cli.RunAsync([verb, "--data", _folder["data"], .. verb == "serve" ? ["--port", "0"] : (string[])[]]))
                .ShouldFail(1, "cannot be used: a file there is damaged");
        }
    }

    [Fact]
    public async Task Run_FlagWithValueAmongTheWords_IsSearchedFor()
    {
        await PrepareAsync();

        (await Cli.RunAsync("search", "--json", "--data", _folder["data"], "--", "--json=maybe", "report")).ShouldSucceed()
            .Out.ShouldContain("--json=maybe report");
    }

    [Theory]
    [InlineData]
    [InlineData("--admin")]
    public async Task Token_AnyFolder_PrintsAnAccessTokenAndNothingElse(params string[] options)
    {
        await Cli.MakeAsync(_folder, _folder["data"]);
        var plain = (await Cli.RunAsync(["token", "--data", _folder["data"], .. options])).ShouldSucceed();
        var json = (await Cli.RunAsync(["token", "--json", "--data", _folder["data"], .. options])).ShouldSucceed();

        plain.Error.ShouldBeEmpty();
        plain.Out.TrimEnd().Split('.').Length.ShouldBe(3);
        plain.Out.ShouldStartWith("eyJ");
        using var output = JsonDocument.Parse(json.Out);
        output.RootElement.GetProperty("expires_in").GetInt32().ShouldBe(900);
        output.RootElement.GetProperty("access_token").GetString()!.Split('.')[0]
            .ShouldBe(plain.Out.Split('.')[0], "both are signed by the key that the folder keeps");
    }

    [Theory]
    [InlineData("inboxmind.db")]
    [InlineData("index/local.db")]
    public async Task Run_DataFolderOfANewerVersion_SaysSo(string file)
    {
        await PrepareAsync();
        await using (var connection = new SqliteConnection($"Data Source={_folder[$"data/{file}"]};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version=99";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await ShouldFailAsync(file, "newer version");
    }

    [Fact]
    public async Task Run_DamagedDataFolder_SaysSo()
    {
        await PrepareAsync();
        var bytes = new byte[50_000];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(_folder["data/inboxmind.db"], bytes, TestContext.Current.CancellationToken);

        await ShouldFailAsync("inboxmind.db", "damaged");
    }

    [Fact]
    public async Task Run_DamagedMailInTheDataFolder_SaysSo()
    {
        await PrepareAsync();
        await using (var connection = new SqliteConnection($"Data Source={_folder["data/inboxmind.db"]};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE message SET text = x'FFFFFF'";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        (await Cli.RunAsync("search", "report", "--data", _folder["data"])).ShouldFail(1, "damaged");
    }

    [Fact]
    public async Task Run_FileInPlaceOfTheDataFolder_SaysSo()
    {
        Letters.Mbox(_folder["Reports.mbox"], 3);
        await File.WriteAllTextAsync(_folder["data"], "", TestContext.Current.CancellationToken);

        (await Cli.RunAsync("search", "report", "--data", _folder["data"])).ShouldFail(1, _folder["data"]);
        (await Cli.RunAsync("import", _folder["Reports.mbox"], "--data", _folder["data/below"])).ShouldFail(1, _folder["data/below"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task Run_DataFolderThatIsNoPath_SaysSo(string path)
    {
        Letters.Mbox(_folder["Reports.mbox"], 3);

        (await Cli.RunAsync("search", "report", "--data", path)).ShouldFail(2, "--data takes the path of a folder");
        (await Cli.RunAsync("import", _folder["Reports.mbox"], "--data", path)).ShouldFail(2, "--data takes the path of a folder");
    }

    private async Task PrepareAsync() =>
        (await Cli.RunAsync("import", Letters.Mbox(_folder["Reports.mbox"], 3), "--data", _folder["data"])).ShouldSucceed();

    private async Task ShouldFailAsync(string file, string part)
    {
        (await Cli.RunAsync("search", "report", "--data", _folder["data"])).ShouldFail(1, _folder[$"data/{file}"], part);
        (await Cli.RunAsync("import", Letters.Mbox(_folder["More.mbox"], 3, 10), "--data", _folder["data"]))
            .ShouldFail(1, _folder[$"data/{file}"], part);
    }
}
