using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.Server.Tests.Commands;

public sealed class PeopleCommandTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        Write(1, "Anna Berg <anna@kelpline.example>", "The slip is free on Monday.\n\n-- \nAnna Berg\nPhone: +49 40 7654321");
        Write(2, "Anna Berg <a.berg@home.example>", "Can you bring the spare rudder on Friday?");
        Write(3, "Jon Vale <jon@kelpline.example>", "The crane is booked.");
        (await RunAsync("import", _folder["mail"])).ShouldSucceed();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task People_NoName_ListsThem()
    {
        var people = (await RunAsync("people", "--limit", "2")).ShouldSucceed();

        people.Out.ShouldContain("Anna Berg <");
        people.Out.ShouldContain("more (--limit).");
        using var json = JsonDocument.Parse((await RunAsync("people", "--json")).ShouldSucceed().Out);
        json.RootElement.GetProperty("total").GetInt32().ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task People_Name_ShowsWhatTheMailSaysOfThem()
    {
        var card = (await RunAsync("people", "anna@kelpline.example")).ShouldSucceed().Out;

        card.ShouldStartWith("Anna Berg\n");
        card.ShouldContain("Addresses: anna@kelpline.example");
        card.ShouldContain("Phone: +49 40 7654321");
        card.ShouldContain("May be one person: ");
        var nobody = await RunAsync("people", "Zebulon");
        (nobody.Code, nobody.Error).ShouldBe((1, "No mail knows somebody of this name or address.\n"));
    }

    [Fact]
    public async Task People_Same_BringsTheirMailTogetherUntilItIsTakenBack()
    {
        (await CountAsync("from:anna@kelpline.example")).ShouldBe(1);

        var said = (await RunAsync("people", "--same", "anna@kelpline.example", "a.berg@home.example")).ShouldSucceed().Out;
        var id = said.Split(' ')[2];
        said.ShouldStartWith("Kept. --forget ");
        (await RunAsync("people", "anna@kelpline.example")).ShouldSucceed().Out.ShouldContain(
            "Addresses: a.berg@home.example, anna@kelpline.example");
        (await CountAsync("from:anna@kelpline.example")).ShouldBe(2);
        (await CountAsync("with:a.berg@home.example")).ShouldBe(2);
        (await CountAsync("-from:anna@kelpline.example")).ShouldBe(1);
        (await CountAsync("from:anna@kelpline.example OR crane")).ShouldBe(3);
        (await CountAsync("from:jon")).ShouldBe(1);

        (await RunAsync("people", "--forget", id)).ShouldSucceed().Out.ShouldBe("Forgotten.\n");
        (await CountAsync("from:anna@kelpline.example")).ShouldBe(1);
        (await RunAsync("people", "--forget", id)).Code.ShouldBe(1);
    }

    [Fact]
    public async Task People_Different_IsNotSuggestedAgain()
    {
        (await RunAsync("people", "--suggest")).ShouldSucceed().Out.ShouldContain("both are called Anna Berg");

        (await RunAsync("people", "--different", "anna@kelpline.example", "a.berg@home.example")).ShouldSucceed();

        (await RunAsync("people", "--suggest")).ShouldSucceed().Out.ShouldBe("No addresses look like one person's.\n");
    }

    [Fact]
    public async Task Ask_WhoSomebodyIs_SaysWhatTheirMailSays()
    {
        (await RunAsync("people", "--same", "anna@kelpline.example", "a.berg@home.example")).ShouldSucceed();

        var english = (await RunAsync("ask", "Who is Anna Berg?")).ShouldSucceed().Out;
        english.ShouldContain("a.berg@home.example, anna@kelpline.example");
        english.ShouldContain("2 mails from them and 0 mails to them, since 1 June 2026");
        english.ShouldContain("Last mail: 2 June 2026, Anna Berg, \"Yard 2\" [1]");
        english.ShouldContain("Phone: +49 40 7654321");
        (await RunAsync("ask", "Wer ist Anna?")).ShouldSucceed().Out.ShouldContain("Letzte Mail: 2. Juni 2026");
        (await RunAsync("ask", "What is the last mail from Anna?")).ShouldSucceed().Out.ShouldContain("\"Yard 2\"");
        (await RunAsync("ask", "Who is Zebulon?")).Out.ShouldNotContain("Last mail");
    }

    [Theory]
    [InlineData(2, "--same", "anna@kelpline.example")]
    [InlineData(2, "--limit", "0")]
    [InlineData(2, "--same", "no address", "neither")]
    public async Task People_WrongUsage_SaysSo(int code, params string[] arguments)
    {
        var result = await RunAsync(["people", .. arguments]);

        result.Code.ShouldBe(code);
        result.Error.ShouldNotBeEmpty();
    }

    private async Task<long> CountAsync(string query)
    {
        using var json = JsonDocument.Parse((await RunAsync("search", query, "--json")).ShouldSucceed().Out);
        return json.RootElement.GetProperty("results").GetArrayLength();
    }

    private void Write(int number, string from, string text)
    {
        Directory.CreateDirectory(_folder["mail"]);
        File.WriteAllText(
            _folder[$"mail/{number}.eml"],
            $"From: {from}\nTo: Mara Lind <mara@kelpline.example>\nSubject: Yard {number}\nDate: Mon, {number} Jun 2026 10:00:00 +0000\n"
            + $"Message-ID: <{number}@kelpline.example>\n\n{text}\n");
    }

    private Task<CliResult> RunAsync(params string[] arguments) => Cli.RunAsync([.. arguments, "--data", _folder["data"]]);
}
