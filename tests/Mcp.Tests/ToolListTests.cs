using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.ML.Tokenizers;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace InboxMind.Mcp.Tests;

public sealed class ToolListTests
{
    /// <summary>An assistant pays for the list in every conversation, whether or not it uses a tool.</summary>
    private const int MaxTokens = 1_500;

    private static readonly string[] Names = ["ask", "count", "fetch", "search", "similar", "status", "threads"];

    [Fact]
    public async Task ListTools_All_ReadOnlyAndHaveSchemas()
    {
        await using var session = await MailServerSession.StartAsync([]);

        var tools = await session.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);

        tools.Select(static t => t.Name).Order(StringComparer.Ordinal).ShouldBe(Names);
        foreach (var tool in tools.Select(static t => t.ProtocolTool))
        {
            tool.Annotations.ShouldNotBeNull().ReadOnlyHint.ShouldBe(true);
            tool.InputSchema.GetProperty("type").GetString().ShouldBe("object");
            tool.OutputSchema.ShouldNotBeNull().GetProperty("properties").EnumerateObject().ShouldNotBeEmpty();
            tool.Description.ShouldNotBeNullOrWhiteSpace();
        }
    }

    [Fact]
    public async Task ListTools_AsItIsSent_TakesFewTokens()
    {
        await using var session = await MailServerSession.StartAsync([]);
        var tools = await session.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        var sent = JsonSerializer.Serialize(
            tools.Select(static t => t.ProtocolTool).ToList(),
            (JsonTypeInfo<List<Tool>>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(List<Tool>)));

        var count = TiktokenTokenizer.CreateForEncoding("o200k_base").CountTokens(sent);

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} tokens, {sent.Length} characters: {sent}");
        count.ShouldBeLessThan(MaxTokens);
    }

    [Fact]
    public async Task Server_Itself_SaysWhatItIsAndOffersNothingElse()
    {
        await using var session = await MailServerSession.StartAsync([]);

        session.Client.ServerInfo.ShouldNotBeNull().Name.ShouldBe("inboxmind");
        session.Client.ServerInstructions.ShouldNotBeNull().ShouldContain("read only");
        session.Client.ServerCapabilities.ShouldNotBeNull().Tools.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("2024-11-05")]
    [InlineData("2025-03-26")]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task CallTool_ByAnyRevision_Answers(string revision)
    {
        await using var session = await MailServerSession.StartAsync([Letter.Write("The gallinule pump runs.")], revision);

        session.Client.NegotiatedProtocolVersion.ShouldBe(revision);
        (await session.ReadAsync("search", new { query = "gallinule" })).GetProperty("results").GetArrayLength().ShouldBe(1);
    }
}
