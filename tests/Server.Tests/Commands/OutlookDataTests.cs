using System.Diagnostics;
using System.Globalization;
using InboxMind.Core.Import;
using InboxMind.Server.Commands;
using InboxMind.Testing;

namespace InboxMind.Server.Tests.Commands;

/// <summary>Data files of Outlook. The programs here write what they are told, as <c>readpst</c> does with a real file.</summary>
public sealed class OutlookDataTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public OutlookDataTests() => File.WriteAllBytes(_folder["old.pst"], [.. "!BDN"u8, .. new byte[600]]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task UnpackAsync_Mails_GivesAFolderThatGoes()
    {
        string folder;
        using (var outlook =
            new OutlookData(Program("mkdir -p \"$out/Inbox\" && printf 'From: a@x.example\\n\\nx\\n' > \"$out/Inbox/1.eml\"")))
        {
            var paths = await outlook.UnpackAsync([_folder["old.pst"], _folder["other.mbox"]], deleted: false, Cancellation);

            folder = paths[0];
            paths[1].ShouldBe(_folder["other.mbox"]);
            new ToldSource(MailFiles.Open([folder]), outlook).Read(Cancellation).Select(static m => m.Source)
                .ShouldBe([Path.Combine(_folder["old.pst"], "Inbox", "1.eml")]);
        }

        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Told_NoMailInIt_NamesTheUsersFile()
    {
        using var outlook = new OutlookData(Program("touch \"$out/empty\""));
        var paths = await outlook.UnpackAsync([_folder["old.pst"]], deleted: false, Cancellation);

        outlook.Told(Should.Throw<ImportException>(() => MailFiles.Open(paths)).Message)
            .ShouldStartWith($"No mail in {_folder["old.pst"]}: ");
    }

    [Fact]
    public async Task UnpackAsync_ProgramSaysVeryMuch_EndsAndKeepsItsBeginning()
    {
        using var outlook =
            new OutlookData(Program("head -c 9000000 /dev/zero | tr '\\0' 'o'; head -c 9000000 /dev/zero | tr '\\0' 'e' >&2; exit 3"));

        var error = await Should.ThrowAsync<ImportException>(
            () => outlook.UnpackAsync([_folder["old.pst"]], deleted: false, Cancellation));

        error.Message.Length.ShouldBeLessThan(1_000);
        error.Message.ShouldContain("says \"eeee");
    }

    [Fact]
    public async Task UnpackAsync_WritesMoreThanSuchAFileHolds_IsEndedWithWhatItStarted()
    {
        // A file of no content: it takes no room.
        var started = _folder["started"];
        using var outlook = new OutlookData(Program($"sleep 600 & echo $! > '{started}'; truncate -s 300M \"$out/large.eml\"; wait"));

        var error = await Should.ThrowAsync<ImportException>(
            () => outlook.UnpackAsync([_folder["old.pst"]], deleted: false, Cancellation));

        error.Message.ShouldEndWith("writes more than a file of its size can hold.");
        await GoneAsync(int.Parse(await File.ReadAllTextAsync(started, Cancellation), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task UnpackAsync_NoProgram_SaysWhatToInstall()
    {
        using var outlook = new OutlookData(_folder["none"]);

        (await Should.ThrowAsync<ImportException>(() => outlook.UnpackAsync([_folder["old.pst"]], deleted: false, Cancellation)))
            .Message.ShouldContain("Install readpst");
    }

    [Fact]
    public async Task Import_DamagedDataFile_SaysWhatTheProgramSays()
    {
        Assert.SkipUnless(IsInstalled("readpst"), "readpst is not installed (Debian: pst-utils).");

        var result = await Cli.RunAsync("import", _folder["old.pst"], "--data", _folder["data"]);

        result.Code.ShouldBe(1);
        result.Error.ShouldContain(_folder["old.pst"]);
        result.Error.ShouldNotContain("inboxmind-outlook-");
    }

    /// <summary>A program that is called as readpst is: what follows <c>-o</c> is where it writes.</summary>
    private string Program(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs of these tests are scripts of a shell.");
        var path = _folder["program"];
        File.WriteAllText(path, $"#!/bin/sh\nwhile [ \"$1\" != -o ]; do shift; done\nout=\"$2\"\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static async Task GoneAsync(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancellation);
        }
        catch (ArgumentException)
        {
            // There is no such process any more.
        }
    }

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
