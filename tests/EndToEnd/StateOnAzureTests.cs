using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using InboxMind.Testing;
using InboxMind.Testing.Cosmos;

namespace InboxMind.EndToEnd;

/// <summary>Processes with data folders of their own, which share nothing but a database and a storage account.</summary>
public sealed class StateOnAzureTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly CosmosListener _cosmos = new(new CosmosServer());
    private readonly Azurite _azurite = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Dictionary<string, string> Settings => new()
    {
        ["INBOXMIND_Storage"] = _azurite.ConnectionString,
        ["INBOXMIND_Cosmos__accountEndpoint"] = _cosmos.Address.ToString(),
        ["INBOXMIND_Cosmos__key"] = CosmosServer.Key,
        ["INBOXMIND_Models__Embedding__Shipped"] = "false",
    };

    public async ValueTask InitializeAsync()
    {
        Azurite.Require();
        await _azurite.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cosmos.DisposeAsync();
        await _azurite.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task TwoProcesses_FoldersOfTheirOwn_SeeWhatTheOtherDoes()
    {
        Directory.CreateDirectory(_folder["mail"]);
        for (var i = 0; i < 200; i++)
            await File.WriteAllTextAsync(_folder[$"mail/{i}.eml"], Letter(i), Encoding.ASCII, Cancellation);

        // An import that is killed, wherever it is, and done again by another process.
        using (var killed = ServerProcess.Start(Settings, "import", _folder["mail"], "--data", _folder["one"], "--json"))
        {
            await Eventually.SeeAsync(() => Task.FromResult(_cosmos.Server.Items("users").Count), static items => items > 3);
            await killed.KillAsync();
        }

        (await ServerProcess.RunAsync(Settings, "import", _folder["mail"], "--data", _folder["two"], "--json")).ShouldSucceed();
        using var one = await ServeProcess.StartAsync(_folder["one"], Settings, cancellation: Cancellation);
        using var two = await ServeProcess.StartAsync(_folder["two"], Settings, cancellation: Cancellation);
        var token = (await ServerProcess.RunAsync(Settings, "token", "--data", _folder["three"])).Out.Trim();
        using var here = Client(one.Address, token);
        using var there = Client(two.Address, token);

        var listed = await ListAsync(there);
        listed.Total.ShouldBe(200, "nothing lost and nothing twice");
        (await ListAsync(here)).ShouldBe(listed);

        using (var deleted = await here.DeleteAsync(new Uri($"/api/v1/emails/{listed.First}", UriKind.Relative), Cancellation))
            deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using (var gone = await there.GetAsync(new Uri($"/api/v1/emails/{listed.First}", UriKind.Relative), Cancellation))
            gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ListAsync(there)).Total.ShouldBe(199);

        using (var erased = await here.DeleteAsync(new Uri("/api/v1/account?confirm=erase", UriKind.Relative), Cancellation))
            erased.IsSuccessStatusCode.ShouldBeTrue(await erased.Content.ReadAsStringAsync(Cancellation));
        using (var refused = await there.GetAsync(new Uri("/api/v1/emails", UriKind.Relative), Cancellation))
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await Eventually.SeeAsync(
            () => Task.FromResult(_cosmos.Server.Items("users")
                .Count(static i => ((string)i["id"]!).StartsWith("mail:", StringComparison.Ordinal))),
            static mails => mails == 0);
        File.Exists(_folder["one/inboxmind.db"]).ShouldBeFalse();
        Directory.Exists(_folder["one/keys"]).ShouldBeFalse();
    }

    private static HttpClient Client(Uri address, string token) => new()
    {
        BaseAddress = address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    private static async Task<(long Total, string First)> ListAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/api/v1/emails?limit=1&include_total=true", UriKind.Relative), Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        using var page = JsonDocument.Parse(text);
        return (page.RootElement.GetProperty("total").GetInt64(),
            page.RootElement.GetProperty("emails")[0].GetProperty("id").GetString()!);
    }

    private static string Letter(int i) =>
        $"From: Ben <ben@example.com>\r\nTo: anna@example.com\r\nSubject: Room {i}\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\n"
        + $"Message-ID: <{i}@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe code of room {i} is {4000 + i}.\r\n";
}
