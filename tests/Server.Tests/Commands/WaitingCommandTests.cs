using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.Server.Tests.Commands;

public sealed class WaitingCommandTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder["Sent"], "cur"));
        foreach (var folder in (string[])["new", "tmp"])
            Directory.CreateDirectory(Path.Combine(_folder["Sent"], folder));
        await WriteAsync(Path.Combine(_folder["Sent"], "cur", "1:2,S"), "Anna Berg", "Ben Carter", "Offer", "Ben,\n\nis the offer ready?");
        await WriteAsync(_folder["plan.eml"], "Cora Dahl", "Anna Berg", "Plan \u001b[31m", "Hello Anna.\n\nWhen do you come?");
        (await Cli.RunAsync("import", _folder["Sent"], _folder["plan.eml"], "--data", _folder["data"])).ShouldSucceed();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Waiting_OnMe_ListsWhatOthersAsk()
    {
        var result = (await RunAsync()).ShouldSucceed();

        result.Out.ShouldMatch("2024-03-04 [0-9:]+  Cora Dahl: Plan ?\\[31m\n    When do you come\\?\n    [a-z2-7]{52}\n$");
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Waiting_OnThemAsJson_IsTheObjectOfTheApi()
    {
        using var json = JsonDocument.Parse((await RunAsync("--on", "them", "--json")).ShouldSucceed().Out);

        json.RootElement.EnumerateObject().Select(static p => p.Name).ShouldBe(["on", "total", "threads", "next", "note"]);
        var thread = json.RootElement.GetProperty("threads").EnumerateArray().ShouldHaveSingleItem();
        thread.GetProperty("subject").GetString().ShouldBe("Offer");
        thread.GetProperty("recipients")[0].GetString().ShouldBe("Ben Carter <ben.carter@example.com>");
        thread.GetProperty("since").GetString().ShouldBe("2024-03-04T10:00:00Z");
        thread.GetProperty("question").GetString().ShouldBe("is the offer ready?");
    }

    [Fact]
    public async Task Waiting_OnNobody_IsWrongUsage() => (await RunAsync("--on", "nobody")).Code.ShouldBe(2);

    private static Task WriteAsync(string path, string from, string to, string subject, string text) => File.WriteAllTextAsync(
        path,
        $"From: {Person(from)}\nTo: {Person(to)}\nSubject: {subject}\nDate: Mon, 4 Mar 2024 10:00:00 +0000\n\n{text}\n", Cancellation);

    private static string Person(string name) => $"{name} <{name.ToLowerInvariant().Replace(' ', '.')}@example.com>";

    private Task<CliResult> RunAsync(params string[] arguments) => Cli.RunAsync(["waiting", .. arguments, "--data", _folder["data"]]);
}
