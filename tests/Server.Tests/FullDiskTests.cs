using System.Diagnostics;
using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.Server.Tests;

/// <summary>An import into a file system that has too little room for it until something else is removed.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Mails = 2_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_DiskIsFull_SaysSoKeepsWhatIsStoredAndGoesOnWhenThereIsRoom()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A small file system is made by Linux's tmpfs.");
        Directory.CreateDirectory(_folder["data"]);
        Letters.Mbox(_folder["Reports.mbox"], Mails);

        // In a mount namespace of its own: the file system is there for the script alone and goes with it.
        var mounted = await ShellAsync(
            """
            mount -t tmpfs -o size=60m tmpfs data || exit 99
            dd if=/dev/zero of=data/filler bs=1024 count=58940 2> /dev/null
            dotnet "$1" import Reports.mbox --data data > first.out 2> first.err
            echo $? > first.code
            rm data/filler
            dotnet "$1" search from:anna --limit 1000 --json --data data > between.out || exit 1
            dotnet "$1" import Reports.mbox --data data --json > second.out || exit 2
            dotnet "$1" search "$2" --json --data data > after.out || exit 3
            """,
            ServerProcess.Program, Letters.Word(Mails - 1));
        Assert.SkipWhen(mounted is 1 or 99 && !File.Exists(_folder["first.code"]), "This user may not mount a file system.");

        mounted.ShouldBe(0);
        Read("first.code").Trim().ShouldBe("1");
        Read("first.out").ShouldBeEmpty();
        var lines = Read("first.err").TrimEnd('\n').Split('\n');
        lines[^1].ShouldContain("The disk is full");
        lines[^1].ShouldEndWith(".");
        Read("first.err").ShouldNotContain("   at ");
        using var second = JsonDocument.Parse(Read("second.out"));
        second.RootElement.GetProperty("found").GetInt32().ShouldBe(Mails);
        var known = second.RootElement.GetProperty("known").GetInt32();
        known.ShouldBeInRange(1, Mails - 1);
        (known + second.RootElement.GetProperty("added").GetInt32()).ShouldBe(Mails);
        using var after = JsonDocument.Parse(Read("after.out"));
        after.RootElement.GetProperty("results")[0].GetProperty("subject").GetString().ShouldBe($"Report number {Mails - 1}");
    }

    private string Read(string name) => File.ReadAllText(_folder[name]);

    private async Task<int> ShellAsync(string script, params string[] args)
    {
        var start = new ProcessStartInfo("unshare")
        {
            WorkingDirectory = _folder.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var arg in (string[])["--map-root-user", "--mount", "sh", "-c", script, "sh", .. args])
            start.ArgumentList.Add(arg);
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            TestContext.Current.TestOutputHelper?.WriteLine(await error);
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return 99;
        }
    }
}
