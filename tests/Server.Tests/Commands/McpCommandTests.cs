using System.Diagnostics;
using System.Text.Json;
using InboxMind.Testing;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace InboxMind.Server.Tests.Commands;

/// <summary>The program as an assistant starts it.</summary>
public sealed class McpCommandTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    private string Data => _folder["data"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        (await Cli.RunAsync("import", Letters.Mbox(_folder["Reports.mbox"], 30), "--data", Data)).ShouldSucceed();

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Mcp_StartedByTheSdksClient_SearchesAndFetches()
    {
        await using var client = await StartAsync();

        (await TitleAsync(client, 7)).ShouldBe("Report number 7");
        var found = await CallAsync(client, "search", "query", Letters.Word(7));
        var id = found.GetProperty("results")[0].GetProperty("id").GetString()!;
        (await CallAsync(client, "fetch", "id", id)).GetProperty("text").GetString().ShouldNotBeNull().ShouldContain(Letters.Word(7));
    }

    [Fact]
    public async Task Mcp_BesideServeAndAnImport_SeesWhatComes()
    {
        using var serve = await ServeProcess.StartAsync(Data, cancellation: Cancellation);
        await using var client = await StartAsync();
        (await TitleAsync(client, 7)).ShouldBe("Report number 7");

        (await Cli.RunAsync("import", Letters.Mbox(_folder["Reports.mbox"], 40), "--data", Data)).ShouldSucceed();

        (await TitleAsync(client, 35)).ShouldBe("Report number 35");
    }

    [Fact]
    public async Task Mcp_InputThatEndsAtOnce_IsAnsweredBefore()
    {
        var start = new ProcessStartInfo("dotnet", [ServerProcess.Program, "mcp", "--data", Data])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync((
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}\n"
            + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n"
            + "{\"jsonrpc\":\"2.0\",\"id\":\"two\",\"method\":\"tools/call\","
            + "\"params\":{\"name\":\"search\",\"arguments\":{\"query\":\"report\"}}}")
            .AsMemory(), Cancellation);
        process.StandardInput.Close();

        var answers = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        answers.ShouldContain("\"id\":1");
        answers.ShouldContain("\"id\":\"two\"");
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Mcp_WhateverHappens_WritesTheProtocolAloneToStdout()
    {
        var start = new ProcessStartInfo("dotnet", [ServerProcess.Program, "mcp", "--data", Data])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        foreach (var line in (string[])[
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
                + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
            "this is no JSON",
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"search\",\"arguments\":{\"nonsense\":1}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"no/such\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/call\",\"params\":{\"name\":\"status\"}}"])
            await process.StandardInput.WriteLineAsync(line.AsMemory(), Cancellation);
        var answered = new HashSet<int>();
        while (!answered.IsSupersetOf([1, 2, 3, 4]) && await process.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            using var message = JsonDocument.Parse(line);
            message.RootElement.GetProperty("jsonrpc").GetString().ShouldBe("2.0");
            if (message.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number)
                answered.Add(id.GetInt32());
        }

        answered.ShouldBeSubsetOf([1, 2, 3, 4]);
        answered.Count.ShouldBe(4);
        process.StandardInput.Close();
        (await process.StandardOutput.ReadToEndAsync(Cancellation)).ShouldBeEmpty();
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Mcp_NoMail_SaysSoOnStderrAndFails()
    {
        using var process = new ServerProcess("mcp", "--data", _folder["nothing"]);

        var result = await process.EndAsync();

        result.ShouldFail(1, "There is no mail");
        result.Out.ShouldBeEmpty();
    }

    private static async Task<string?> TitleAsync(McpClient client, int number) =>
        (await CallAsync(client, "search", "query", Letters.Word(number))).GetProperty("results")[0].GetProperty("title").GetString();

    private static async Task<JsonElement> CallAsync(McpClient client, string tool, string name, string value)
    {
        var result = await client.CallToolAsync(tool, new Dictionary<string, object?> { [name] = value }, cancellationToken: Cancellation);
        (result.IsError ?? false).ShouldBeFalse(string.Join('\n', result.Content.OfType<TextContentBlock>().Select(static b => b.Text)));
        return result.StructuredContent.ShouldNotBeNull();
    }

    private async Task<McpClient> StartAsync() => await McpClient.CreateAsync(
        new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = "dotnet",
            Arguments = [ServerProcess.Program, "mcp", "--data", Data],
        }),
        cancellationToken: Cancellation);
}
