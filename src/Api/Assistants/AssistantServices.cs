using InboxMind.Api.Limits;
using InboxMind.Mcp;
using InboxMind.Mcp.Askers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelContextProtocol.AspNetCore;

namespace InboxMind.Api.Assistants;

/// <summary>Assistants over HTTP: the Model Context Protocol, and the way to its tokens.</summary>
internal static class AssistantServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.TryAddSingleton<IAskers, HttpAskers>();
        services.AddInboxMindMcp();

        // Any instance answers any request.
        services.AddMcpServer(MailServer.Describe)
            .WithHttpTransport(static options => options.SessionMode = HttpServerSessionMode.Stateless);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMcp(AssistantPaths.Mcp).RequireAuthorization().WithMetadata(LimitedAs.Assistant, new ExcludeFromDescriptionAttribute());
        MetadataEndpoints.Map(routes);
        RegisterEndpoint.Map(routes);
        AuthorizeEndpoint.Map(routes);
        TokenEndpoint.Map(routes);
        RevokeEndpoint.Map(routes);
    }
}
