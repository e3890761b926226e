using InboxMind.Testing;

namespace InboxMind.Server.Tests.Commands;

/// <summary>Questions on the command line.</summary>
public sealed class AskCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Ask_NoAnswer_ShowsWhatTheClosestMailsSay()
    {
        await File.WriteAllTextAsync(
            _folder["wifi.eml"],
            "From: Bea <bea@example.com>\nTo: anna@example.com\nSubject: Wi-Fi\nDate: Mon, 4 Mar 2024 10:00:00 +0000\n\n"
            + "From Monday there is a rule: codes of the guest Wi-Fi come from \u001b[31mreception alone.\n",
            TestContext.Current.CancellationToken);
        (await RunAsync("import", _folder["wifi.eml"])).ShouldSucceed();

        var output = (await RunAsync("ask", "What is the password of the Wi-Fi in Lisbon?")).ShouldSucceed().Out;

        output.ShouldContain("does not hold an answer");
        output.ShouldContain("codes of the guest Wi-Fi come from");
        output.ShouldNotContain("\u001b");
    }

    public void Dispose() => _folder.Dispose();

    private Task<CliResult> RunAsync(params string[] arguments) => Cli.RunAsync([.. arguments, "--data", _folder["data"]]);
}
