using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.Server.Tests.Commands;

public sealed class ShowCommandTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(
            _folder["reply.eml"],
            "From: Ben Carter <ben@example.com>\nTo: anna@example.com\nSubject: Slipway\nDate: Mon, 4 Mar 2024 10:00:00 +0000\n\n"
                + "It opens in gallinule week.\n\nOn 3 Mar 2024, Anna Berg wrote:\n> When does it open?\n",
            TestContext.Current.CancellationToken);
        (await Cli.RunAsync("import", _folder["reply.eml"], "--data", _folder["data"])).ShouldSucceed();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Show_Mail_SaysWhoWroteWhat()
    {
        var id = await IdAsync();

        (await Cli.RunAsync("show", id, "--data", _folder["data"])).ShouldSucceed().Out
            .ShouldContain("[quoted: Anna Berg]\n> When does it open?");
        using var json = JsonDocument.Parse((await Cli.RunAsync("show", id, "--json", "--data", _folder["data"])).ShouldSucceed().Out);
        json.RootElement.GetProperty("passages").EnumerateArray().Select(static p => p.GetProperty("author").GetString())
            .ShouldBe(["Ben Carter", "Anna Berg", "Anna Berg"]);
    }

    [Fact]
    public async Task Show_NoSuchMail_SaysSo()
    {
        foreach (var id in new[] { "x", new string('a', 52) })
        {
            var result = await Cli.RunAsync("show", id, "--data", _folder["data"]);
            result.Code.ShouldBe(1);
            result.Error.ShouldStartWith("There is no such mail.");
        }
    }

    private async Task<string> IdAsync()
    {
        using var json = JsonDocument.Parse(
            (await Cli.RunAsync("search", "gallinule", "--json", "--data", _folder["data"])).ShouldSucceed().Out);
        return json.RootElement.GetProperty("results")[0].GetProperty("email_id").GetString()!;
    }
}
