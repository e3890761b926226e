using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using InboxMind.Testing;
using InboxMind.Testing.Cosmos;

namespace InboxMind.EndToEnd;

/// <summary>One life of a mailbox over several processes that share a database and a storage account, in which raw mail and the index
/// lie: imported, synced, asked about, deleted from and erased, with a kill somewhere in each: at a call of the database, or somewhere in
/// an answer of the storage account.</summary>
internal sealed class SharedStateRound(int seed, Dovecot mail) : IAsyncDisposable
{
    private const int Imported = 60;
    private const int Synced = 20;

    /// <summary>What the storage account sends when it has done something: a little header.</summary>
    private const int BytesOfAnAnswer = 300;

    private const string PasswordVariable = "TEST_MAILBOX_PASSWORD";

    private readonly Random _random = new(seed);
    private readonly TempFolder _folder = new();
    private readonly CosmosListener _cosmos = new(new CosmosServer());
    private readonly Azurite _azurite = new();
    private CuttingProxy? _blobs;
    private bool _isAtBlobs;
    private bool _isKilled;
    private readonly List<string> _kills = [];
    private readonly List<ServeProcess> _serving = [];
    private string _token = "";

    /// <summary>At which calls a process was killed.</summary>
    public string Kills => string.Join(", ", _kills);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Dictionary<string, string> Settings => new()
    {
        ["INBOXMIND_Storage"] = StorageBehind(_blobs!.Port),
        ["INBOXMIND_Cosmos__accountEndpoint"] = _cosmos.Address.ToString(),
        ["INBOXMIND_Cosmos__key"] = CosmosServer.Key,
        ["INBOXMIND_Models__Embedding__Shipped"] = "false",
        ["INBOXMIND_Limits__QuestionsPerMinute"] = "1000000",
        ["INBOXMIND_Limits__RequestsPerMinute"] = "1000000",
        ["INBOXMIND_Limits__AddressRequestsPerMinute"] = "1000000",
        [PasswordVariable] = Dovecot.Password,
    };

    public async Task RunAsync()
    {
        await _azurite.InitializeAsync();
        _blobs = new CuttingProxy(new BlobServiceClient(_azurite.ConnectionString).Uri.Port);
        await ImportAsync();
        await SyncAsync();
        _token = (await ServerProcess.RunAsync(Settings, "token", "--data", _folder["token"])).Out.Trim();
        var one = await ServeAsync("one");
        var two = await ServeAsync("two");
        await AskAsync(one, two);
        one = await DeleteAsync(one, two);
        await EraseAsync(one, two);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var serving in _serving)
            serving.Dispose();
        await _cosmos.DisposeAsync();
        _blobs?.Dispose();
        await _azurite.DisposeAsync();
        _folder.Dispose();
    }

    private async Task ImportAsync()
    {
        Directory.CreateDirectory(_folder["mail"]);
        for (var i = 0; i < Imported; i++)
            await File.WriteAllTextAsync(_folder[$"mail/{i}.eml"], Letter(i), Encoding.ASCII, Cancellation);
        string[] import = ["import", _folder["mail"], "--json", "--data"];
        for (var i = 0; i < 2; i++)
            await RunAndKillAsync(60, [.. import, _folder[$"killed{i}"]]);
        (await ServerProcess.RunAsync(Settings, [.. import, _folder["two"]])).ShouldSucceed();
        Messages().ShouldBe(Imported);
    }

    private async Task SyncAsync()
    {
        var user = $"round{seed}-{Guid.NewGuid():n}";
        mail.Deliver(user, Enumerable.Range(Imported, Synced).Select(static i => Encoding.ASCII.GetBytes(Letter(i))));
        string[] sync =
            ["sync", $"imap://{user}@127.0.0.1:{mail.Port}", "--password-env", PasswordVariable, "--json", "--data"];

        // What a killed one leaves is a lease, which the next waits for.
        if (_random.Next(4) == 0)
            await RunAndKillAsync(40, [.. sync, _folder["one"]]);
        (await ServerProcess.RunAsync(Settings, [.. sync, _folder["two"]])).ShouldSucceed();
        Messages().ShouldBe(Imported + Synced);
    }

    private async Task AskAsync(ServeProcess one, ServeProcess two)
    {
        foreach (var process in (ServeProcess[])[one, two])
        {
            // What the killed ones left to be indexed, one of both indexes; the other finds it.
            var room = _random.Next(Imported + Synced);
            using var client = Client(process);
            await Eventually.SeeAsync(
                () => AnswerAsync(client, room), text => text.Contains($"{4000 + room}", StringComparison.Ordinal));
        }

        using var any = Client(one);
        await Eventually.SeeAsync(() => FoundAsync(any), static found => found == Imported + Synced);
    }

    /// <returns>The process in the place of the one that was killed.</returns>
    private async Task<ServeProcess> DeleteAsync(ServeProcess one, ServeProcess two)
    {
        using var there = Client(two);
        var (total, id, room) = await ListAsync(there);
        total.ShouldBe(Imported + Synced);
        var path = new Uri($"/api/v1/emails/{id}", UriKind.Relative);
        await AskToBeKilledAsync(one, 12, client => client.DeleteAsync(path, Cancellation));

        // Whoever got no answer asks again, of the other; what was done already is not there any more.
        using (var again = await there.DeleteAsync(path, Cancellation))
            again.StatusCode.ShouldBeOneOf(HttpStatusCode.NoContent, HttpStatusCode.NotFound);
        using (var gone = await there.GetAsync(path, Cancellation))
            gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        one = await ServeAsync("one");
        using var here = Client(one);
        (await ListAsync(here)).Total.ShouldBe(Imported + Synced - 1);
        (await ListAsync(there)).Total.ShouldBe(Imported + Synced - 1);
        foreach (var client in (HttpClient[])[here, there])
        {
            (await AnswerAsync(client, room)).ShouldNotContain($"{4000 + room}", Case.Sensitive);
            await Eventually.SeeAsync(() => FoundAsync(client), static found => found == Imported + Synced - 1);
        }

        return one;
    }

    private async Task EraseAsync(ServeProcess one, ServeProcess two)
    {
        var erase = new Uri("/api/v1/account?confirm=erase", UriKind.Relative);
        await AskToBeKilledAsync(one, 80, client => client.DeleteAsync(erase, Cancellation));

        // Where it never began, the person asks again; where it did, their token is no good any more.
        using var there = Client(two);
        using (var again = await there.DeleteAsync(erase, Cancellation))
        {
            if (again.StatusCode != HttpStatusCode.Unauthorized)
                again.IsSuccessStatusCode.ShouldBeTrue(await again.Content.ReadAsStringAsync(Cancellation));
        }

        using (var refused = await there.GetAsync(new Uri("/api/v1/emails", UriKind.Relative), Cancellation))
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await ServeAsync("three");
        await Eventually.SeeAsync(() => Task.FromResult(Messages()), static mails => mails == 0);
        await Eventually.SeeAsync(IndexBlobsAsync, static blobs => blobs == 0);
        File.Exists(_folder["one/inboxmind.db"]).ShouldBeFalse();
        Directory.Exists(_folder["one/keys"]).ShouldBeFalse();
    }

    private async Task RunAndKillAsync(int calls, params string[] command)
    {
        using var process = ServerProcess.Start(Settings, command);
        Arm(calls, process.Kill, command[0]);
        await process.EndAsync();
        Disarm();
    }

    /// <summary>Sends a request to a process that is killed while it does it.</summary>
    private async Task AskToBeKilledAsync(ServeProcess process, int calls, Func<HttpClient, Task<HttpResponseMessage>> ask)
    {
        using var client = Client(process);
        Arm(calls, process.Kill, "serve");
        try
        {
            (await ask(client)).Dispose();
        }
        catch (HttpRequestException)
        {
            // It was killed before it answered.
        }

        Disarm();
        process.Kill();
    }

    private void Arm(int calls, Action kill, string what)
    {
        var (call, isDone) = (_random.Next(calls), _random.Next(2) == 0);
        _isAtBlobs = _random.Next(3) == 0;
        _isKilled = false;
        if (_isAtBlobs)
        {
            _kills.Add($"{what} at byte {call * BytesOfAnAnswer} of blobs");
            _blobs!.CutAfter(
                call * BytesOfAnAnswer, staysDown: false,
                () =>
                {
                    _isKilled = true;
                    kill();
                });
            return;
        }

        _kills.Add($"{what} at call {call}{(isDone ? " done" : "")}");
        _cosmos.Arm(call, isDone, kill);
    }

    private void Disarm()
    {
        _blobs!.Mend();
        if (_isAtBlobs ? !_isKilled : !_cosmos.Disarm())
            _kills[^1] += " (too late)";
    }

    private async Task<ServeProcess> ServeAsync(string folder)
    {
        var serving = await ServeProcess.StartAsync(_folder[folder], Settings, cancellation: Cancellation);
        _serving.Add(serving);
        return serving;
    }

    private string StorageBehind(int port)
    {
        var direct = new BlobServiceClient(_azurite.ConnectionString).Uri;
        var behind = new UriBuilder(direct) { Port = port }.Uri;
        return _azurite.ConnectionString.Replace(direct.ToString().TrimEnd('/'), behind.ToString().TrimEnd('/'), StringComparison.Ordinal);
    }

    private async Task<int> IndexBlobsAsync() => await new BlobServiceClient(
            _azurite.ConnectionString, new BlobClientOptions(BlobClientOptions.ServiceVersion.V2024_11_04)).GetBlobContainerClient("index")
        .GetBlobsAsync(cancellationToken: Cancellation).CountAsync(Cancellation);

    private static async Task<string> AnswerAsync(HttpClient client, int room)
    {
        using var answer = await client.PostAsJsonAsync(
            new Uri("/api/v1/rag/query", UriKind.Relative), new { query = $"What is the code of room {room}?" }, Cancellation);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>How many mails a search for a word that is in each finds.</summary>
    private static async Task<int> FoundAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/api/v1/emails/search?q=code&limit=100", UriKind.Relative), Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        using var page = JsonDocument.Parse(text);
        return page.RootElement.GetProperty("results").GetArrayLength();
    }

    private int Messages() => _cosmos.Server.Items("users")
        .Count(static item => ((string)item["id"]!).StartsWith("mail:", StringComparison.Ordinal));

    private HttpClient Client(ServeProcess process) => new()
    {
        BaseAddress = process.Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", _token) },
    };

    private static async Task<(long Total, string First, int Room)> ListAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/api/v1/emails?limit=1&include_total=true", UriKind.Relative), Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        using var page = JsonDocument.Parse(text);
        var first = page.RootElement.GetProperty("emails")[0];
        return (page.RootElement.GetProperty("total").GetInt64(), first.GetProperty("id").GetString()!,
            int.Parse(first.GetProperty("subject").GetString()!["Room ".Length..], CultureInfo.InvariantCulture));
    }

    private static string Letter(int i) =>
        $"From: Ben <ben@example.com>\r\nTo: anna@example.com\r\nSubject: Room {i}\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\n"
        + $"Message-ID: <{i}@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe code of room {i} is {4000 + i}.\r\n";
}
