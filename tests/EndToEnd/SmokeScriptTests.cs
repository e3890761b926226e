using System.Diagnostics;
using InboxMind.Testing;

namespace InboxMind.EndToEnd;

/// <summary>The script that an operator runs after a deployment, against <c>serve</c>.</summary>
public sealed class SmokeScriptTests : IAsyncLifetime
{
    private static readonly string Script = Path.Combine(Repository.Folder, "infra", "smoke.sh");

    private readonly TempFolder _folder = new();
    private ServeProcess? _serve;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/curl"), "Needs a shell and curl.");
        _serve = await ServeProcess.StartAsync(
            _folder["data"], [new("INBOXMIND_Models__Embedding__Shipped", "false")], cancellation: Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _serve?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Smoke_AppThatRuns_IsGood()
    {
        var token = (await ServerProcess.RunAsync([], "token", "--data", _folder["data"])).Out.Trim();

        var (code, output) = await RunAsync(_serve!.Address.ToString(), token, "What is the \"code\" of the boiler room?");

        code.ShouldBe(0, output);
        output.ShouldContain("ok      a question is answered (200)");
        output.ShouldEndWith("All good.\n");
        output.ShouldNotContain(token);
    }

    [Fact]
    public async Task Smoke_WrongToken_SaysWhatFailed()
    {
        var (code, output) = await RunAsync(_serve!.Address.ToString(), "nonsense");

        code.ShouldBe(1, output);
        output.ShouldContain("FAILED  the token is known: 401 instead of 200");
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", [Script, .. arguments]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output);
    }
}
