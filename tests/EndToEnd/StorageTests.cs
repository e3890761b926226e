using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using InboxMind.Azure;
using InboxMind.Core;
using InboxMind.Core.Admin;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Search;
using InboxMind.Core.Work;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.EndToEnd;

/// <summary><c>serve</c> with its queue and its raw mail in a storage account, which Azurite plays: real processes, one of them
/// killed.</summary>
public sealed class StorageTests : IAsyncLifetime
{
    private const int Visibility = 5;

    private readonly TempFolder _folder = new();
    private Azurite _azurite = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => _folder["data"];

    private Dictionary<string, string> Settings => new()
    {
        ["INBOXMIND_Storage"] = _azurite.ConnectionString,
        ["INBOXMIND_Work__VisibilitySeconds"] = $"{Visibility}",
    };

    public async ValueTask InitializeAsync()
    {
        Azurite.Require();
        await _azurite.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Serve_WithStorage_IndexesThroughItsQueueAndKeepsRawMailInItsBlobs()
    {
        Directory.CreateDirectory(_folder["mail"]);
        for (var i = 0; i < 20; i++)
            await File.WriteAllBytesAsync(_folder[$"mail/{i}.eml"], Letter(i), Cancellation);
        using var serve = await ServeProcess.StartAsync(Data, Settings, cancellation: Cancellation);
        using var browser = new Browser(serve.Address);
        using var signedIn = await browser.GetAsync(serve.Link);
        await browser.RenewAsync();

        (await RunAsync("import", _folder["mail"], "--data", Data, "--json")).GetProperty("indexed").GetInt64().ShouldBe(20);

        (await QueueNamesAsync()).ShouldContain(WorkQueues.IndexMail);
        (await BlobNamesAsync()).Count.ShouldBe(20);
        RawBytesInRows().ShouldBe(0);
        var answer = await browser.AskAsync("What is the code of room 7?");
        answer.GetProperty("answer").GetString()!.ShouldContain("4007");
        var id = answer.GetProperty("sources")[0].GetProperty("email_id").GetString();
        using (var raw = await browser.GetAsync(new Uri($"/api/v1/emails/{id}/raw", UriKind.Relative)))
            (await raw.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(Letter(7));

        using (var deleted = await browser.Http.DeleteAsync(new Uri($"/api/v1/emails/{id}", UriKind.Relative), Cancellation))
            deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await BlobNamesAsync()).Count.ShouldBe(19);
        using (var gone = await browser.GetAsync(new Uri($"/api/v1/emails/{id}/raw", UriKind.Relative)))
            gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Eventually.SeeAsync(() => SearchAsync("room7code"), static hits => hits == 0);
        using (var all = await browser.Http.DeleteAsync(new Uri("/api/v1/emails?confirm=all", UriKind.Relative), Cancellation))
            all.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await BlobNamesAsync()).ShouldBeEmpty();
        serve.Output.ShouldNotContain("AccountKey");
    }

    [Fact]
    public async Task Serve_KilledInTheMiddle_AnotherDoesTheRestOnce()
    {
        var ids = new List<EmailId>();
        int left;
        do
        {
            // A machine that did it all before it was killed is given more.
            ids.AddRange(await StoreAsync(3_000, first: ids.Count));
            using (await ServeProcess.StartAsync(Data, Settings, cancellation: Cancellation))
                await Eventually.SeeAsync(() => LeftAsync(ids), left => left < ids.Count);

            // Disposing kills it.
            left = await LeftAsync(ids);
        }
        while (left == 0 && ids.Count < 24_000);
        left.ShouldBeInRange(1, ids.Count - 1);
        (await QueuedAsync()).ShouldBeGreaterThan(0);

        using var other = await ServeProcess.StartAsync(Data, Settings, cancellation: Cancellation);
        await Eventually.SeeAsync(() => LeftAsync(ids), static left => left == 0);

        await ShouldBeDoneOnceAsync(ids.Count);
    }

    [Fact]
    public async Task Serve_StorageIsAwayForAWhile_SaysSoOnceAndGoesOnAfterwards()
    {
        await _azurite.DisposeAsync();
        _azurite = new Azurite { Folder = _folder["azurite"] };
        await _azurite.StartAsync();
        var ids = await StoreAsync(20);
        await File.WriteAllBytesAsync(_folder["late.eml"], Letter(20), Cancellation);
        using var serve = await ServeProcess.StartAsync(Data, Settings, cancellation: Cancellation);
        await Eventually.SeeAsync(() => LeftAsync(ids), static left => left == 0);

        _azurite.Stop();
        await Eventually.SeeAsync(() => Task.FromResult(Said(serve)), static said => said > 0);
        var (exitCode, _, error) = await TryRunAsync("import", _folder["late.eml"], "--data", Data);
        (exitCode, error.Trim()).ShouldBe((1, "The storage account cannot be reached."));
        (await SearchAsync("room7code")).ShouldBe(1, "searching needs the data folder alone");

        await _azurite.StartAsync();
        (await RunAsync("import", _folder["late.eml"], "--data", Data, "--json")).GetProperty("indexed").GetInt64().ShouldBe(1);
        await ShouldBeDoneOnceAsync(21);
        Said(serve).ShouldBe(1);

        static int Said(ServeProcess serve) =>
            serve.Output.Split("index-mail waits: The storage account cannot be reached.").Length - 1;
    }

    [Fact]
    public async Task Serve_TwoProcesses_ShareTheWork()
    {
        const int count = 2_000;
        var ids = await StoreAsync(count);

        using var one = await ServeProcess.StartAsync(Data, Settings, cancellation: Cancellation);
        using var two = await ServeProcess.StartAsync(Data, Settings, cancellation: Cancellation);
        await Eventually.SeeAsync(() => LeftAsync(ids), static left => left == 0);

        await ShouldBeDoneOnceAsync(count);
    }

    /// <summary>Every message is indexed, none is found twice, and the queue is empty.</summary>
    private async Task ShouldBeDoneOnceAsync(int count)
    {
        await Eventually.SeeAsync(QueuedAsync, static left => left == 0);
        await using var services = Open();
        var usage = await services.GetRequiredService<IUsage>().ReadAsync(AdminScope.Everything, Cancellation);
        (usage.Messages, usage.Unindexed).ShouldBe((count, 0));
        (await services.GetRequiredService<ReadPoisonedWork>().ReadAsync(queue: null, 10, Cancellation)).ShouldBeEmpty();
        foreach (var i in (int[])[0, 1, count / 2, count - 1])
            (await SearchAsync($"room{i}code")).ShouldBe(1);
    }

    /// <summary>Stores mail and queues it, without working on the queue.</summary>
    private async Task<IReadOnlyList<EmailId>> StoreAsync(int count, int first = 0)
    {
        await using var services = Open();
        var reader = services.GetRequiredService<MimeReader>();
        var store = services.GetRequiredService<IMailStore>();
        var ids = new List<EmailId>();
        foreach (var numbers in Enumerable.Range(first, count).Chunk(IndexMailWork.MaxEmails))
        {
            var mails = numbers.Select(i =>
            {
                var (read, _) = reader.TryRead(UserId.Local, Letter(i), DateTimeOffset.UnixEpoch);
                return new MailToSave(
                    read!.Message, read.References, new Placement(MailboxId.Imported, "INBOX", 0, i, MailFlags.None), Letter(i));
            }).ToList();
            var saved = (await store.SaveAsync(Owner.Local, mails, Cancellation)).Select(static o => o.Id).ToList();
            await services.GetRequiredService<IndexQueue>().AddAsync(Owner.Local, saved, Cancellation);
            ids.AddRange(saved);
        }

        return ids;
    }

    private async Task<int> LeftAsync(IReadOnlyList<EmailId> ids)
    {
        await using var services = Open();
        return (await services.GetRequiredService<IMailStore>().UnindexedAsync(Owner.Local, [.. ids], Cancellation)).Count;
    }

    private async Task<long> QueuedAsync()
    {
        await using var services = Open();
        return await services.GetRequiredService<IWorkQueue>().CountAsync(WorkQueues.IndexMail, Cancellation);
    }

    private async Task<int> SearchAsync(string words)
    {
        await using var services = Open();
        var found = await services.GetRequiredService<SearchMail>()
            .SearchAsync(Owner.Local, $"\"{words}\"", TimeZoneInfo.Utc, 10, Cancellation);
        return found.Count(f => f.Mail.Message.Text.Contains(words, StringComparison.Ordinal));
    }

    private long RawBytesInRows()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "inboxmind.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT SUM(LENGTH(raw)) FROM message";
        return (long)command.ExecuteScalar()!;
    }

    private async Task<List<string>> BlobNamesAsync()
    {
        var names = new List<string>();
        await foreach (var blob in new BlobContainerClient(_azurite.ConnectionString, "raw-mail", Options())
            .GetBlobsAsync(cancellationToken: Cancellation))
            names.Add(blob.Name);
        return names;
    }

    private async Task<List<string>> QueueNamesAsync()
    {
        var names = new List<string>();
        var options = new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05);
        await foreach (var queue in new QueueServiceClient(_azurite.ConnectionString, options)
            .GetQueuesAsync(cancellationToken: Cancellation))
            names.Add(queue.Name);
        return names;
    }

    private static BlobClientOptions Options() => new(BlobClientOptions.ServiceVersion.V2025_11_05);

    /// <summary>The last line of a verb that ran in a process of its own.</summary>
    private async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await TryRunAsync(arguments);
        exitCode.ShouldBe(0, error);
        return JsonDocument.Parse(output.TrimEnd('\n').Split('\n')[^1]).RootElement;
    }

    private async Task<(int ExitCode, string Output, string Error)> TryRunAsync(params string[] arguments)
    {
        var (code, output, error) = await ServerProcess.RunAsync(Settings, arguments);
        return (code, output, error);
    }

    private ServiceProvider Open() => new ServiceCollection().AddLogging().AddInboxMindCore()
        .AddInboxMindAzureStorage(Configuration.GetSection("Storage"), Configuration.GetSection("Azure"))
        .AddInboxMindEmbedded(Data).BuildServiceProvider();

    private IConfiguration Configuration => new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create<string, string?>("Storage", _azurite.ConnectionString)]).Build();

    private static byte[] Letter(int i) => Encoding.UTF8.GetBytes(
        $"From: Ben <ben@example.com>\r\nTo: anna@example.com\r\nSubject: Room {i}\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\n"
        + $"Message-ID: <{i}@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe code of room {i} is {4000 + i}. "
        + $"room{i}code\r\n");
}
