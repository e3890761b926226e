using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.Server.Tests;

/// <summary>Several processes on one data folder, some of which end without a word.</summary>
public sealed class ProcessTests : IDisposable
{
    private const int Mails = 2_000;

    private readonly TempFolder _folder = new();

    private string Data => _folder["data"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_KilledAtSeveralMomentsAndRunAgain_LosesNothingAndDoublesNothing()
    {
        var mbox = Letters.Mbox(_folder["Reports.mbox"], Mails);
        using var stored = new StoredMailbox(Data);
        var kills = 0;

        // While the program starts, after the first commit, in the midst of storing, in the midst of indexing, near the end.
        Func<Task<bool>>[] moments =
        [
            static () => Task.FromResult(true),
            async () => await stored.CountAsync() > 0,
            async () => await stored.CountAsync() >= Mails / 3,
            () => stored.IsInIndexAsync(Mails / 2),
            async () => await stored.CountAsync() >= Mails - 200,
        ];
        foreach (var moment in moments)
        {
            using var import = new ServerProcess("import", mbox, "--data", Data);
            while (!import.HasExited && !await moment())
                await Task.Yield();
            kills += await import.KillAsync() ? 1 : 0;
        }

        kills.ShouldBeGreaterThan(2, "most imports were killed before they were done");
        using var last = new ServerProcess("import", mbox, "--data", Data, "--json");
        var (found, added, known) = Counts(await last.EndAsync());

        found.ShouldBe(Mails);
        (added + known).ShouldBe(Mails);
        await stored.ShouldHoldAsync(Mails);
    }

    [Fact]
    public async Task Import_SameMailboxInTwoProcesses_BothSucceedAndAddEachMailOnce()
    {
        var mbox = Letters.Mbox(_folder["Reports.mbox"], Mails);
        using var one = new ServerProcess("import", mbox, "--data", Data, "--json");
        using var two = new ServerProcess("import", mbox, "--data", Data, "--json");

        var first = Counts(await one.EndAsync());
        var second = Counts(await two.EndAsync());

        (first.Added + second.Added).ShouldBe(Mails);
        (first.Found, second.Found).ShouldBe((Mails, Mails));
        using var stored = new StoredMailbox(Data);
        await stored.ShouldHoldAsync(Mails);
    }

    [Fact]
    public async Task Search_WhileAnotherProcessImports_FindsWhatIsThere()
    {
        var before = Letters.Mbox(_folder["Reports.mbox"], 20);
        (await Cli.RunAsync("import", before, "--data", Data)).ShouldSucceed();
        using var import = new ServerProcess("import", Letters.Mbox(_folder["Reports.mbox"], Mails), "--data", Data, "--json");
        var searches = 0;

        using (var search = new ServerProcess("search", Letters.Word(7), "--data", Data, "--json"))
            Subjects(await search.EndAsync())[0].ShouldBe("Report number 7");
        while (!import.HasExited)
        {
            Subjects(await Cli.RunAsync("search", Letters.Word(searches % 20), "--data", Data, "--json"))[0]
                .ShouldBe($"Report number {searches % 20}");
            searches++;
        }

        Counts(await import.EndAsync()).ShouldBe((Mails, Mails - 20, 20));
        Subjects(await Cli.RunAsync("search", Letters.Word(Mails - 1), "--data", Data, "--json"))[0].ShouldBe($"Report number {Mails - 1}");
    }

    [Fact]
    public async Task Run_WrongUsage_ExitsWithItsCode()
    {
        using var search = new ServerProcess("search", "word", "--limit", "0");

        (await search.EndAsync()).ShouldFail(2, "--limit");
    }

    private static (long Found, long Added, long Known) Counts(CliResult result)
    {
        using var json = JsonDocument.Parse(result.ShouldSucceed().Out);
        result.Error.ShouldBeEmpty();
        return (json.RootElement.GetProperty("found").GetInt64(), json.RootElement.GetProperty("added").GetInt64(),
            json.RootElement.GetProperty("known").GetInt64());
    }

    private static string?[] Subjects(CliResult result)
    {
        using var json = JsonDocument.Parse(result.ShouldSucceed().Out);
        if (json.RootElement.GetProperty("index_complete").GetBoolean())
            result.Error.ShouldBeEmpty();
        else
            result.Error.ShouldStartWith("The index is being built");
        return [.. json.RootElement.GetProperty("results").EnumerateArray().Select(static r => r.GetProperty("subject").GetString())];
    }
}
