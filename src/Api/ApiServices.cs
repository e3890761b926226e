using System.Text.Json;
using InboxMind.Api.Requests;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api;

/// <summary>What the HTTP surface needs, the same on every host.</summary>
public static class ApiServices
{
    public static IServiceCollection AddInboxMindApi(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddProblemDetails(static options => options.CustomizeProblemDetails = static context =>
            context.ProblemDetails.Extensions["request_id"] = RequestId.Of(context.HttpContext));
        services.AddExceptionHandler<ModelFailureHandler>();
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = false);
        services.Configure<JsonOptions>(static options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.DictionaryKeyPolicy = null;
            options.SerializerOptions.MaxDepth = 16;
        });
        return services;
    }
}
