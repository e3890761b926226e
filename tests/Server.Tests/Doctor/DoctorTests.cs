using System.Net;
using System.Runtime.Versioning;
using System.Text.Json;
using InboxMind.Core;
using InboxMind.Embedded;
using InboxMind.Server.Doctor;
using InboxMind.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Server.Tests.Doctor;

public sealed class DoctorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Doctor_GoodFolder_FindsNoProblem()
    {
        await Cli.MakeAsync(_folder, _folder["data"]);

        var result = (await Cli.RunAsync("doctor", "--data", _folder["data"])).ShouldSucceed();

        foreach (var check in (string[])
            ["settings", "production", "permissions", "data_folder", "reachability", "clock", "disk", "store", "key_ring",
                "index", "queue"])
            result.Out.ShouldContain($" {check}: ");
        result.Out.ShouldNotContain("problem");
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Doctor_Json_IsOneObject()
    {
        await Cli.MakeAsync(_folder, _folder["data"]);

        var result = (await Cli.RunAsync("doctor", "--json", "--data", _folder["data"])).ShouldSucceed();

        using var said = JsonDocument.Parse(result.Out);
        said.RootElement.GetProperty("good").GetBoolean().ShouldBeTrue();
        said.RootElement.GetProperty("findings").EnumerateArray().Select(static f => f.GetProperty("state").GetString())
            .ShouldAllBe(static s => s == "good" || s == "warning");
    }

    [Fact]
    public async Task Doctor_NoFolder_SaysSoAndMakesNone()
    {
        var result = (await Cli.RunAsync("doctor", "--data", _folder["none"])).ShouldSucceed();

        result.Out.ShouldContain("warning  data_folder: There is no mail in the data folder");
        Directory.Exists(_folder["none"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Doctor_DamagedKeys_IsAProblemThatSaysWhatToDo()
    {
        await Cli.MakeAsync(_folder, _folder["data"]);
        Directory.CreateDirectory(_folder["data/keys"]);
        await File.WriteAllTextAsync(_folder["data/keys/key-00000000-0000-0000-0000-000000000000.xml"], "no xml", Cancellation);

        var result = await Cli.RunAsync("doctor", "--data", _folder["data"]);

        result.Code.ShouldBe(1);
        result.Out.ShouldContain("problem  key_ring: ");
        result.Out.ShouldContain("Put the folder keys back from a backup");
    }

    [Fact]
    public async Task Doctor_DamagedDatabase_IsAProblem()
    {
        Directory.CreateDirectory(_folder["data"]);
        await File.WriteAllTextAsync(_folder["data/inboxmind.db"], new string('x', 5_000), Cancellation);

        var result = await Cli.RunAsync("doctor", "--data", _folder["data"]);

        result.Code.ShouldBe(1);
        result.Out.ShouldContain("problem  store: ");
    }

    [Fact]
    public async Task Doctor_DatabaseDamagedInThePlace_SaysWhichFile()
    {
        await Cli.MakeAsync(_folder, _folder["data"]);
        await using (var file = File.OpenWrite(_folder["data/inboxmind.db"]))
        {
            file.Position = 2 * 4_096;
            await file.WriteAsync(new byte[file.Length - file.Position], Cancellation);
        }

        var result = await Cli.RunAsync("doctor", "--data", _folder["data"]);

        result.Code.ShouldBe(1);
        result.Out.ShouldContain($"{_folder["data/inboxmind.db"]} is damaged or not an InboxMind database.");
        result.Out.ShouldContain("restore a backup");
        result.Out.ShouldNotContain("Exception");
    }

    [Fact]
    public async Task Doctor_KeysAreNotThoseOfTheSecrets_IsAProblem()
    {
        await Cli.MakeAsync(_folder, _folder["data"]);
        await using (var services = new ServiceCollection().AddLogging().AddInboxMindCore().AddInboxMindEmbedded(_folder["data"])
            .BuildServiceProvider())
        {
            await services.GetRequiredService<ISecretStore>()
                .SaveAsync(Owner.Local, new MailboxId("imap-anna"), SecretKind.Password, "planted", Cancellation);
        }

        Directory.Delete(_folder["data/keys"], recursive: true);

        var result = await Cli.RunAsync("doctor", "--data", _folder["data"]);

        result.Code.ShouldBe(1);
        result.Out.ShouldContain("problem  key_ring: 1 of 1 stored passwords and tokens looked at cannot be opened by these keys.");
        result.Out.ShouldContain("without one, connect the mailboxes again");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Folder_OpenToOthers_IsAProblem()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("There are no such permissions.");
        await Cli.MakeAsync(_folder, _folder["data"]);
        File.SetUnixFileMode(_folder["data"], File.GetUnixFileMode(_folder["data"]) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        var findings = FolderCheck.Run(_folder["data"], Settings()).ToList();

        findings.ShouldContain(f => f.Check == "permissions" && f.State == FindingState.Problem && f.Advice!.Contains("chmod go="));
    }

    [Fact]
    public async Task Folder_TemporaryInProduction_IsAProblem()
    {
        await Cli.MakeAsync(_folder, _folder["data"]);

        FolderCheck.Run(_folder["data"], Settings(("Environment", "production")))
            .ShouldContain(static f => f.Check == "data_folder" && f.State == FindingState.Problem);
    }

    [Fact]
    public void Settings_UnsafeInProduction_AreProblems()
    {
        var findings = SettingsCheck.Run(Settings(("Environment", "production"), ("Cosmos:key", "planted"), ("Zebra", "1"))).ToList();

        findings.Where(static f => f.State == FindingState.Problem).Select(static f => f.Sentence).ShouldBe(
            ["Accounts:PublicAddress is missing.", "Limits:Proxies is 0.", "Cosmos:key is for an emulator."]);
        findings.ShouldContain(static f => f.Sentence == "Zebra is no setting of InboxMind." && f.State == FindingState.Warning);
        findings.ShouldAllBe(static f => f.State == FindingState.Good || f.Advice != null);
        findings.ShouldAllBe(static f => !f.Sentence.Contains("planted"));
    }

    [Fact]
    public async Task Reach_AnswerOfAnyKind_IsThereAndTellsTheTime()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 9, 5, 0, TimeSpan.Zero));
        using var reach = new ReachCheck(
            Settings(("Models:Chat:Endpoint", "https://models.example/v1")),
            new Server(() =>
            {
                var answer = new HttpResponseMessage(HttpStatusCode.Unauthorized);
                answer.Headers.Date = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
                return answer;
            }));

        (await reach.RunAsync(time, Cancellation)).ShouldHaveSingleItem().State.ShouldBe(FindingState.Good);

        ClockCheck.Run(_folder["none"], reach.Told, time.GetUtcNow()).Sentence
            .ShouldBe("The clock is 300 s ahead of that of models.example.");
    }

    [Fact]
    public async Task Reach_NoAnswer_IsAProblem()
    {
        using var reach = new ReachCheck(
            Settings(("Accounts:Google:ClientId", "id")),
            new Server(static () => throw new HttpRequestException(HttpRequestError.NameResolutionError)));

        var finding = (await reach.RunAsync(TimeProvider.System, Cancellation)).ShouldHaveSingleItem();

        finding.State.ShouldBe(FindingState.Problem);
        finding.Sentence.ShouldBe("accounts.google.com cannot be reached (Accounts:Google:Authority): there is no such host.");
    }

    [Theory]
    [InlineData("AccountName=mail;AccountKey=planted;EndpointSuffix=st.example", "mail.blob.st.example mail.queue.st.example")]
    [InlineData("AccountName=mail;AccountKey=planted", "mail.blob.core.windows.net mail.queue.core.windows.net")]
    [InlineData("BlobEndpoint=http://one.example/mail;QueueEndpoint=http://two.example/mail;AccountKey=planted", "one.example two.example")]
    public async Task Reach_StorageByAConnectionString_IsAskedFor(string connection, string hosts)
    {
        using var reach = new ReachCheck(
            Settings(("Storage", connection)), new Server(static () => throw new HttpRequestException(HttpRequestError.ConnectionError)));

        var findings = await reach.RunAsync(TimeProvider.System, Cancellation);

        findings.Select(static f => f.Sentence)
            .ShouldBe(hosts.Split(' ').Select(static host => $"{host} cannot be reached (Storage): the connection is refused."));
    }

    [Fact]
    public async Task Clock_FileOfTomorrow_IsAProblem()
    {
        await File.WriteAllTextAsync(_folder["a"], "", Cancellation);
        var written = File.GetLastWriteTimeUtc(_folder["a"]);

        ClockCheck.Run(_folder.Root, [], new DateTimeOffset(written).AddHours(-1)).State.ShouldBe(FindingState.Problem);
        ClockCheck.Run(_folder.Root, [], new DateTimeOffset(written).AddHours(1)).State.ShouldBe(FindingState.Good);
    }

    private static IConfiguration Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(static s => new KeyValuePair<string, string?>(s.Name, s.Value))).Build();

    private sealed class Server(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer());
    }
}
