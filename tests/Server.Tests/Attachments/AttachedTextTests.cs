using System.Text;
using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.Server.Tests.Attachments;

/// <summary>Attachments through the command line, read by a process of its own.</summary>
public sealed class AttachedTextTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        var card = Convert.ToBase64String(
            Encoding.UTF8.GetBytes("BEGIN:VCARD\r\nFN:Mira Okonjo\r\nNOTE:The spare key hangs in the boathouse.\r\nEND:VCARD\r\n"));
        await File.WriteAllTextAsync(
            _folder["harbour.eml"],
            "From: Jon <jon@example.com>\nTo: anna@example.com\nSubject: Harbour\nDate: Mon, 4 Mar 2024 10:00:00 +0000\n"
            + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee attached.\n"
            + $"--b\nContent-Type: application/octet-stream; name=mira.dat\nContent-Transfer-Encoding: base64\n\n{card}\n"
            + "--b\nContent-Type: application/octet-stream; name=tool.bin\nContent-Transfer-Encoding: base64\n\nf0VMRgIBAQA=\n--b--\n",
            TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Import_Wait_MakesAttachmentsFoundShownAndCounted()
    {
        (await RunAsync("import", _folder["harbour.eml"], "--wait")).ShouldSucceed();

        (await RunAsync("search", "spare key boathouse")).ShouldSucceed().Out.ShouldContain("in mira.dat: ");
        using var found = JsonDocument.Parse((await RunAsync("search", "boathouse", "--json")).ShouldSucceed().Out);
        var first = found.RootElement.GetProperty("results")[0];
        first.GetProperty("in").GetProperty("attachment").GetString().ShouldBe("mira.dat");
        found.RootElement.GetProperty("search").GetProperty("coverage").GetProperty("attachments").GetProperty("other_kind").GetInt64()
            .ShouldBe(1);

        var id = first.GetProperty("email_id").GetString()!;
        (await RunAsync("show", id)).ShouldSucceed().Out.ShouldContain("Attachment 1: mira.dat");
        (await RunAsync("show", id, "--attachment", "1")).ShouldSucceed().Out.ShouldContain("Note: The spare key hangs in the boathouse.");
        var other = await RunAsync("show", id, "--attachment", "2");
        (other.Code, other.Error.Trim()).ShouldBe((1, "There is no text of this attachment. Files of its kind are not read."));
        (await RunAsync("status")).ShouldSucceed().Out.ShouldContain(
            "Searched: the text of 1 attachment. Not searched: 1 of a kind that is not read.");
        (await RunAsync("ask", "Where does the spare key hang?")).ShouldSucceed().Out.ShouldContain("in mira.dat");
    }

    [Fact]
    public async Task Import_WithoutWait_SaysWhatIsStillToBeRead()
    {
        (await RunAsync("import", _folder["harbour.eml"])).ShouldSucceed();

        (await RunAsync("status")).ShouldSucceed().Out.ShouldContain("With attachments that inboxmind serve has still to read: 1 mail.");
        (await RunAsync("search", "boathouse")).ShouldSucceed().Out.ShouldContain("1 with attachments still to be read");
    }

    private Task<CliResult> RunAsync(params string[] arguments) => Cli.RunAsync([.. arguments, "--data", _folder["data"]]);
}
