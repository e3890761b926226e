using System.IO.Pipelines;
using System.Text.Json;
using InboxMind.Core;
using InboxMind.Core.Import;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Embedded;
using InboxMind.Mcp.Askers;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace InboxMind.Mcp.Tests;

/// <summary>A data folder, its server, and a client of the protocol's own SDK, joined by two pipes.</summary>
internal sealed class MailServerSession : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly ServiceProvider _services;
    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();
    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;

    private MailServerSession(TempFolder folder, ServiceProvider services) => (_folder, _services) = (folder, services);

    public McpClient Client { get; private set; } = null!;

    /// <summary>For whom it answers.</summary>
    public OneAsker Askers => (OneAsker)_services.GetRequiredService<IAskers>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts one over some mails.</summary>
    /// <param name="mails">Their raw texts, of the local user.</param>
    /// <param name="revision">The protocol's revision; null for the newest.</param>
    public static async Task<MailServerSession> StartAsync(IReadOnlyList<string> mails, string? revision = null)
    {
        var folder = new TempFolder();
        for (var i = 0; i < mails.Count; i++)
            await File.WriteAllTextAsync(folder[$"{i}.eml"], mails[i], Cancellation);
        var files = Directory.EnumerateFiles(folder.Root, "*.eml").Order(StringComparer.Ordinal).ToList();
        var session = await StartAsync(folder, revision);
        if (files.Count > 0)
            await session.ImportAsync(Owner.Local, files);
        return session;
    }

    /// <summary>Starts one over the sample mailbox.</summary>
    public static async Task<MailServerSession> OfSampleAsync(string? revision = null)
    {
        var session = await StartAsync(new TempFolder(), revision);
        await session.ImportAsync(Owner.Local, [SampleMailbox.Folder]);
        return session;
    }

    /// <summary>Calls a tool.</summary>
    public async Task<CallToolResult> CallAsync(string tool, object? arguments = null) => await Client.CallToolAsync(
        tool, JsonSerializer.Deserialize<Dictionary<string, object?>>(JsonSerializer.Serialize(arguments ?? new { })),
        cancellationToken: Cancellation);

    /// <summary>The structured result of a call that succeeds.</summary>
    public async Task<JsonElement> ReadAsync(string tool, object? arguments = null)
    {
        var result = await CallAsync(tool, arguments);
        (result.IsError ?? false).ShouldBeFalse(Text(result));
        return result.StructuredContent.ShouldNotBeNull();
    }

    /// <summary>What a call that is refused says.</summary>
    public async Task<string> RefusedAsync(string tool, object arguments)
    {
        var result = await CallAsync(tool, arguments);
        result.IsError.ShouldBe(true, Text(result));
        return Text(result);
    }

    /// <summary>All text that an assistant is given.</summary>
    public static string Text(CallToolResult result) =>
        string.Join('\n', result.Content.OfType<TextContentBlock>().Select(static b => b.Text));

    public async Task ImportAsync(Owner owner, IReadOnlyList<string> paths) => await _services.GetRequiredService<ImportMail>()
        .ImportAsync(owner, MailFiles.Open(paths), new ImportProgress(), Cancellation);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _toServer.Writer.CompleteAsync();
        await _running;
        await _end.CancelAsync();
        _end.Dispose();
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<MailServerSession> StartAsync(TempFolder folder, string? revision)
    {
        var services = new ServiceCollection().AddLogging().AddInboxMindCore().AddInboxMindEmbedded(folder["data"])
            .AddInboxMindMcp().AddSingleton<IAskers, OneAsker>().AddSingleton<IAttachmentReader,
            AttachmentsReadHere>().BuildServiceProvider();
        var session = new MailServerSession(folder, services);
        session._running = LocalMailServer.RunAsync(
            services, session._toServer.Reader.AsStream(), session._toClient.Writer.AsStream(), session._end.Token);
        session.Client = await McpClient.CreateAsync(
            new StreamClientTransport(
                session._toServer.Writer.AsStream(), session._toClient.Reader.AsStream(), NullLoggerFactory.Instance),
            new McpClientOptions { ProtocolVersion = revision }, cancellationToken: Cancellation);
        return session;
    }
}
