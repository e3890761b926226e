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

    [Fact]
    public async Task Run_OtherFilesFillTheDisk_AsksDeletesAndErasesAndMakesRoom()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A small file system is made by Linux's tmpfs.");
        Directory.CreateDirectory(_folder["data"]);
        Letters.Mbox(_folder["Reports.mbox"], Mails);
        Letters.Mbox(_folder["More.mbox"], 200, Mails);
        await File.WriteAllTextAsync(_folder["call"], Caller, TestContext.Current.CancellationToken);

        var mounted = await ShellAsync(
            """
            command -v curl > /dev/null || exit 99
            mount -t tmpfs -o size=80m tmpfs data || exit 99
            dotnet "$1" import Reports.mbox --data data > import.out || exit 1
            dotnet "$1" token --data data > token || exit 2
            dd if=/dev/zero of=data/filler bs=64k 2> /dev/null
            dd if=/dev/zero of=data/crumbs bs=1 count=4096 2> /dev/null
            df -k --output=avail data | tail -1 > free
            dotnet "$1" search "$2" --json --data data > search.out 2> search.err; echo $? > search.code
            dotnet "$1" ask "$3" --json --data data > ask.out 2> ask.err; echo $? > ask.code
            dotnet "$1" import More.mbox --data data > more.out 2> more.err; echo $? > more.code
            sh call "$1" > call.out 2> call.err; echo $? > call.code
            rm data/crumbs
            dotnet "$1" import More.mbox --data data > again.out 2> again.err; echo $? > again.code
            """,
            ServerProcess.Program, Letters.Word(7), $"What is the report about {Letters.Word(7)}?");
        Assert.SkipWhen(mounted is 1 or 99
            && !File.Exists(_folder["import.out"]), "This user may not mount a file system, or there is no curl.");

        TestContext.Current.TestOutputHelper?.WriteLine(Read("call.out") + Read("call.err"));
        Read("free").Trim().ShouldBe("0");
        (Read("search.code").Trim(), Read("search.err")).ShouldBe(("0", ""));
        Read("search.out").ShouldContain("Report number 7");
        (Read("ask.code").Trim(), Read("ask.err")).ShouldBe(("0", ""));
        Read("ask.out").ShouldContain(Letters.Word(7));
        Read("more.code").Trim().ShouldBe("1");
        Read("more.err").TrimEnd('\n').Split('\n')[^1].ShouldStartWith("The disk is full");
        Read("call.code").Trim().ShouldBe("0");
        var answers = Read("call.out").TrimEnd('\n').Split('\n');
        answers[0].ShouldContain("\"kept\":false");
        answers[0].ShouldContain(Letters.Word(7));
        answers[1].ShouldBe("204");
        answers[2].ShouldContain($"\"emails\":{Mails - 1}");
        answers[3].ShouldBe("200");
        Read("again.code").Trim().ShouldBe("0", Read("again.err"));
        Read("again.out").ShouldContain("200 added");
    }

    [Fact]
    public async Task Doctor_DiskIsFull_SaysThatAloneAndABackupNamesTheDisk()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A small file system is made by Linux's tmpfs.");
        Directory.CreateDirectory(_folder["data"]);
        Letters.Mbox(_folder["Reports.mbox"], Mails);

        var mounted = await ShellAsync(
            """
            mount -t tmpfs -o size=60m tmpfs data || exit 99
            dotnet "$1" import Reports.mbox --data data/mail > first.out || exit 2
            head -c 60m /dev/zero > data/filler 2> /dev/null
            dotnet "$1" doctor --data data/mail > doctor.out 2> doctor.err
            echo $? > doctor.code
            dotnet "$1" backup data/backup --data data/mail > backup.out 2> backup.err
            dotnet "$1" backup elsewhere --data data/mail > elsewhere.out || exit 3
            ls data > left.out
            """,
            ServerProcess.Program);
        Assert.SkipWhen(mounted is 1 or 99 && !File.Exists(_folder["doctor.code"]), "This user may not mount a file system.");

        mounted.ShouldBe(0);
        Read("doctor.code").Trim().ShouldBe("1");
        Read("doctor.out").Split('\n').Where(static l => l.StartsWith("problem", StringComparison.Ordinal))
            .ShouldHaveSingleItem().ShouldBe("problem  disk: 0 MB are free.");
        Read("doctor.err").ShouldBeEmpty();
        Read("backup.err").Trim().ShouldBe(
            "The disk that \"data/backup\" is to lie on is full: make room there, or name a folder elsewhere.");
        Read("elsewhere.out").ShouldStartWith("Backed up 2,000 mails");
        Read("left.out").Trim().ShouldBe("filler\nmail");
    }

    /// <summary>What a person does over HTTP: asks, deletes a mail, deletes all mail, erases the account.</summary>
    private const string Caller =
        """
        dotnet "$1" serve --port 0 --data data > serve.out 2> serve.err &
        server=$!
        for i in $(seq 600); do grep -q listens serve.out && break; sleep 0.1; done
        address=$(sed -n 's/.*listens on \(http[^ ]*\).*/\1/p' serve.out)
        token=$(cat token)
        call() { curl -s -m 120 -H "Authorization: Bearer $token" -H "Content-Type: application/json" "$@"; }
        call "$address/api/v1/rag/query" -d '{"query": "What is the report about unique7word?"}'; echo
        id=$(sed -n 's/.*"email_id":"\([a-z2-7]*\)".*/\1/p' search.out)
        call -o /dev/null -w '%{http_code}' -X DELETE "$address/api/v1/emails/$id"; echo
        call -X DELETE "$address/api/v1/emails?confirm=all"; echo
        call -o /dev/null -w '%{http_code}' -X DELETE "$address/api/v1/account?confirm=erase"; echo
        kill -TERM $server
        wait $server
        """;

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
