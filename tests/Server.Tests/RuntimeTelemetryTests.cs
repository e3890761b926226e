using System.Diagnostics;
using InboxMind.Testing;

namespace InboxMind.Server.Tests;

/// <summary>The library that runs the model in the box would tell its maker of it, and keeps what it tells in files.</summary>
public sealed class RuntimeTelemetryTests : IDisposable
{
    /// <summary>Where one of these is set the library is silent by itself.</summary>
    private static readonly string[] Silencing =
        ["CI", "TF_BUILD", "GITHUB_ACTIONS", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_EmbeddedByTheModelInTheBox_LeavesNoFilesOfItsLibrary()
    {
        Directory.CreateDirectory(_folder["home"]);
        var start = new ProcessStartInfo(
            "dotnet",
            [ServerProcess.Program, "import", Letters.Mbox(_folder["Reports.mbox"], 3), "--wait", "--data", _folder["data"]])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder["home"],
        };
        foreach (var name in Silencing)
            start.Environment.Remove(name);
        foreach (var name in (string[])["HOME", "USERPROFILE", "XDG_CACHE_HOME", "TMPDIR", "TMP", "TEMP"])
            start.Environment[name] = _folder["home"];
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var result = new CliResult(process.ExitCode, await said, await error).ShouldSucceed();
        result.Out.ShouldContain("3 added");
        result.Out.ShouldNotContain("Found by words alone", Case.Insensitive, "the model was used");
        Directory.EnumerateFiles(_folder["home"], "*", SearchOption.AllDirectories)
            .Where(static f => f.EndsWith(".ses", StringComparison.Ordinal) || f.Contains("onnxruntime", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }
}
