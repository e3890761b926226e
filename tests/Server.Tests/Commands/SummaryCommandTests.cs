using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.Server.Tests.Commands;

public sealed class SummaryCommandTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var (name, text) in new[]
        {
            ("one", "Ben,\n\nWe move the launch to 15 June. I'll send the new plan on Friday."),
            ("two", "Cora,\n\nwhich cable do you want? The old one is gone."),
        })
        {
            await File.WriteAllTextAsync(
                _folder[$"{name}.eml"],
                $"From: Anna Berg <anna@example.com>\nTo: ben@example.com\nSubject: Plan {name}\nDate: Mon, 4 Mar 2024 10:00:00 "
                    + $"+0000\n\n{text}\n",
                Cancellation);
        }

        (await Cli.RunAsync("import", _folder["one.eml"], _folder["two.eml"], "--data", _folder["data"])).ShouldSucceed();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Summary_OfAPerson_SaysWhatBinds()
    {
        var result = (await RunAsync("--person", "Anna", "--since", "2024-03-01", "--until", "2024-03-04")).ShouldSucceed();

        result.Out.ShouldContain("Decided: Anna Berg, 4 March 2024: “We move the launch to 15 June.” [1]\n");
        result.Out.ShouldContain("Promised: Anna Berg, 4 March 2024: “I'll send the new plan on Friday.” [1]\n");
        result.Out.ShouldContain("Open: Anna Berg, 4 March 2024: “which cable do you want?” [2]\n");
        result.Out.ShouldContain("[2] Plan two\n");
    }

    [Fact]
    public async Task Summary_OfAThreadAsJson_IsTheObjectOfTheApi()
    {
        using var found = JsonDocument.Parse(
            (await Cli.RunAsync("search", "launch", "--json", "--data", _folder["data"])).ShouldSucceed().Out);
        var thread = found.RootElement.GetProperty("results")[0].GetProperty("thread_id").GetString()!;

        using var json = JsonDocument.Parse((await RunAsync("--thread", thread, "--json")).ShouldSucceed().Out);

        json.RootElement.EnumerateObject().Select(static p => p.Name)
            .ShouldBe(["summary", "sources", "summary_complete", "redactions", "emails", "emails_read"]);
        json.RootElement.GetProperty("sources").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Summary_NothingInThePeriod_SaysSo() =>
        (await RunAsync("--since", "2025-01-01")).ShouldSucceed().Out.ShouldBe("There is nothing to sum up.\n");

    [Theory]
    [InlineData]
    [InlineData("--thread", "a", "--person", "Anna")]
    [InlineData("--since", "yesterday")]
    [InlineData("--person", " ")]
    public async Task Summary_OfNothingOrTooMuch_IsWrongUsage(params string[] arguments) => (await RunAsync(arguments)).ShouldFail(2);

    [Theory]
    [InlineData("--person", "Beatrix")]
    [InlineData("--thread", "aaaa")]
    public async Task Summary_NobodyOrNoThread_SaysSo(params string[] arguments) => (await RunAsync(arguments)).ShouldFail(1);

    [Theory]
    [InlineData("(((")]
    [InlineData("--from", "")]
    [InlineData("--with", " ")]
    public async Task Count_OfNothing_IsWrongUsage(params string[] arguments) =>
        (await Cli.RunAsync(["count", .. arguments, "--data", _folder["data"]])).ShouldFail(2);

    private Task<CliResult> RunAsync(params string[] arguments) => Cli.RunAsync(["summary", .. arguments, "--data", _folder["data"]]);
}
