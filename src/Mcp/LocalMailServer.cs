using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;

namespace InboxMind.Mcp;

/// <summary>Serves one assistant over a pair of streams.</summary>
public static class LocalMailServer
{
    /// <summary>Serves until the assistant closes its end.</summary>
    /// <param name="services">Services with those of <see cref="McpServices.AddInboxMindMcp"/>.</param>
    /// <param name="input">What the assistant writes.</param>
    /// <param name="output">What it reads: messages of the protocol and nothing else.</param>
    /// <param name="cancellation">Ends it before.</param>
    public static async Task RunAsync(IServiceProvider services, Stream input, Stream output, CancellationToken cancellation)
    {
        var options = new McpServerOptions();
        MailServer.Describe(options);
        options.ToolCollection = [.. services.GetServices<McpServerTool>()];
        options.PromptCollection = [.. services.GetServices<McpServerPrompt>()];
        options.ResourceCollection = [.. services.GetServices<McpServerResource>()];
        var logs = services.GetRequiredService<ILoggerFactory>();
        await new AnsweredFirst(input, output, services.GetRequiredService<TimeProvider>()).RunAsync(
            async (asked, answered) =>
            {
                await using var transport = new StreamServerTransport(asked, answered, MailServer.Name, logs);
                await using var server = McpServer.Create(transport, options, logs, services);
                await server.RunAsync(cancellation);
            }, cancellation);
    }
}
