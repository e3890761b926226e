using System.Diagnostics;
using InboxMind.Testing;

namespace InboxMind.Server.Tests;

/// <summary>The program as its container runs it, by the system's own means.</summary>
public sealed class SandboxTests
{
    [Fact]
    public async Task Sandbox_ReadOnlyRootAnotherUserNoCapabilitiesNoShell_DoesItsWorkAndNothingElse()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Making a root of one's own needs Linux and root.");
        var script = Path.Combine(Repository.Folder, "infra", "docker", "sandbox.sh");
        using var process = Process.Start(new ProcessStartInfo("sh", [script, AppContext.BaseDirectory])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(
            (await error).Contains("unshare failed", StringComparison.Ordinal), "This machine lets no one make a root of their own.");

        process.ExitCode.ShouldBe(0, output + await error);
        output.ShouldEndWith("All good.\n");
    }
}
