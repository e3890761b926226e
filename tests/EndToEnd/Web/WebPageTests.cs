using System.Text;
using InboxMind.Testing;

namespace InboxMind.EndToEnd.Web;

/// <summary>The web page in a real Chromium, against a real <c>serve</c>. What a person does there is in <c>web/tests</c>; each scenario
/// fails too when a script of the page fails, its policy is broken, anything but the server is asked, or axe-core finds a fault.</summary>
public sealed class WebPageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("answers")]
    [InlineData("mail")]
    [InlineData("people")]
    [InlineData("waiting")]
    [InlineData("places")]
    [InlineData("admin")]
    public async Task Page_OfTheSampleMailbox_DoesWhatItSays(string scenario)
    {
        WebTools.RequireBrowser();
        await ImportSampleAsync();

        await RunAsync(scenario);
    }

    [Fact]
    public async Task Page_HostileMail_DoesNothing()
    {
        WebTools.RequireBrowser();
        Directory.CreateDirectory(_folder["mail"]);
        var number = 0;
        foreach (var body in HostileHtml.All)
            await File.WriteAllBytesAsync(_folder[$"mail/{++number}.eml"], HostileHtml.Letter(number, body), Cancellation);
        (await ServerProcess.RunAsync([], "import", _folder["mail"], "--data", _folder["data"])).Code.ShouldBe(0);

        await RunAsync("hostile");
    }

    [Theory]
    [InlineData("attachments")]
    [InlineData("merges")]
    public async Task Page_OfMailWithFiles_DoesWhatItSays(string scenario)
    {
        WebTools.RequireBrowser();
        await ImportAttachedAsync();

        await RunAsync(scenario);
    }

    [Fact]
    public async Task Page_FirstRun_LeadsFromAFileToAnAnswer()
    {
        WebTools.RequireBrowser();
        Directory.CreateDirectory(_folder["files"]);
        await File.WriteAllTextAsync(_folder["files/letters.mbox"], Mbox, Cancellation);
        await File.WriteAllBytesAsync(_folder["files/nothing.bin"], [.. Enumerable.Repeat((byte)7, 5_000)], Cancellation);

        await RunAsync("start", _folder["files"]);
    }

    [Fact]
    public async Task Page_WaitingFailingOrEmpty_SaysSo()
    {
        WebTools.RequireBrowser();

        await RunAsync("states");
    }

    [Fact]
    public async Task Pictures_OfEachView_AreTakenLightAndDarkOnADesktopAndAPhone()
    {
        WebTools.RequireBrowser();
        var folder = Environment.GetEnvironmentVariable("WEB_PICTURES") ?? _folder["pictures"];
        await ImportSampleAsync();
        await ImportAttachedAsync();

        await RunAsync("pictures", folder);

        var names = Directory.EnumerateFiles(folder, "*.png").Select(Path.GetFileNameWithoutExtension).ToHashSet();
        foreach (var view in new[]
            { "welcome", "ask", "mail", "search", "waiting", "person", "people", "start", "sync", "account", "admin", "users",
                "audit", "attachment" })
            new[] { view, $"{view}-dark", $"{view}-phone", $"{view}-phone-dark" }.ShouldBeSubsetOf(names);
    }

    [Fact]
    public async Task Page_UploadOnABadLine_GoesOnWhereItWas()
    {
        WebTools.RequireBrowser();
        Directory.CreateDirectory(_folder["files"]);
        var filling = string.Concat(Enumerable.Repeat("Nothing of this is worth a line, and still it has to be sent.\n", 550));
        await File.WriteAllTextAsync(
            _folder["files/long.mbox"],
            string.Concat(Enumerable.Range(1, 600).Select(n => Mail($"long-{n}", $"Letter {n}", $"Letter {n}.\n{filling}"))), Cancellation);

        await RunAsync("resume", _folder["files"]);
    }

    private static string Mbox { get; } = string.Concat(
        Mail("boiler", "The boiler room", "The code of the boiler room is 4711."), Mail("lunch", "Lunch", "Shall we meet on Friday?"),
        Mail("roof", "The roof", "The roof was mended on Tuesday."));

    private static string Mail(string id, string subject, string text) =>
        $"From ben@example.com Mon Mar  2 09:00:00 2026\nFrom: Ben <ben@example.com>\nTo: anna@example.com\nSubject: {subject}\n"
        + $"Date: Mon, 2 Mar 2026 09:00:00 +0000\nMessage-ID: <{id}@example.com>\nContent-Type: text/plain; charset=utf-8\n\n{text}\n\n";

    private async Task ImportSampleAsync() =>
        (await ServerProcess.RunAsync([], "import", SampleMailbox.Folder, "--data", _folder["data"])).Code.ShouldBe(0);

    private async Task ImportAttachedAsync()
    {
        Directory.CreateDirectory(_folder["papers/Inbox"]);
        Directory.CreateDirectory(_folder["papers/Sent"]);
        foreach (var (path, mail) in AttachedMails.All)
            await File.WriteAllBytesAsync(_folder[$"papers/{path}"], mail, Cancellation);
        (await ServerProcess.RunAsync([], "import", _folder["papers"], "--wait", "--data", _folder["data"])).Code.ShouldBe(0);
    }

    private async Task RunAsync(string scenario, string? files = null)
    {
        using var serve = await ServeProcess.StartAsync(_folder["data"], cancellation: Cancellation);
        string[] arguments = ["tests/run.mjs", scenario, serve.Link.AbsoluteUri];
        var token = await ServerProcess.RunAsync([], "token", "--admin", "--data", _folder["data"]);

        var result = await WebTools.RunAsync([new("INBOXMIND_ADMIN", token.Out.Trim())], files is null ? arguments : [.. arguments, files]);

        result.Code.ShouldBe(0, new StringBuilder(result.Error).AppendLine(result.Out).AppendLine(serve.Output).ToString());
    }
}
