using InboxMind.Mcp.Askers;
using InboxMind.Mcp.Prompts;
using InboxMind.Mcp.Resources;
using InboxMind.Mcp.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelContextProtocol.Server;

namespace InboxMind.Mcp;

/// <summary>The Model Context Protocol server: what assistants read mail by.</summary>
public static class McpServices
{
    /// <summary>Adds tools, prompts and resources, after Core; the host adds who asks.</summary>
    public static IServiceCollection AddInboxMindMcp(this IServiceCollection services)
    {
        services.TryAddSingleton<WriteFound>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<McpServerTool, SearchTool>(),
            ServiceDescriptor.Singleton<McpServerTool, FetchTool>(),
            ServiceDescriptor.Singleton<McpServerTool, AskTool>(),
            ServiceDescriptor.Singleton<McpServerTool, CountTool>(),
            ServiceDescriptor.Singleton<McpServerTool, ThreadsTool>(),
            ServiceDescriptor.Singleton<McpServerTool, SimilarTool>(),
            ServiceDescriptor.Singleton<McpServerTool, StatusTool>(),
            ServiceDescriptor.Singleton<McpServerResource, AttachmentResource>(),
        ]);
        if (!services.Any(static s => s.ServiceType == typeof(McpServerPrompt)))
        {
            foreach (var prompt in MailPrompt.All)
                services.AddSingleton<McpServerPrompt>(prompt);
        }

        return services;
    }

    /// <summary>Adds that whoever runs the process asks, as the local user.</summary>
    public static IServiceCollection AddInboxMindLocalAsker(this IServiceCollection services)
    {
        services.TryAddSingleton<IAskers, LocalAskers>();
        return services;
    }
}
