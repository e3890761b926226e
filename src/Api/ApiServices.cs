using System.Text.Json;
using System.Text.Json.Serialization;
using InboxMind.Api.Auth;
using InboxMind.Api.OpenApi;
using InboxMind.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Api;

/// <summary>What the HTTP surface needs, the same on every host.</summary>
public static class ApiServices
{
    public static IServiceCollection AddInboxMindApi(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddInboxMindTokens();
        BearerAuthentication.Add(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemWriter>());
        services.AddProblemDetails();
        services.AddExceptionHandler<ModelFailureHandler>();
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = false);
        services.Configure<JsonOptions>(static options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.DictionaryKeyPolicy = null;
            options.SerializerOptions.MaxDepth = 16;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        OpenApiEndpoints.Add(services);
        return services;
    }

    /// <summary>What issues access tokens, for a host that serves nothing.</summary>
    public static IServiceCollection AddInboxMindTokens(this IServiceCollection services)
    {
        services.TryAddSingleton<SigningKeys>();
        services.TryAddSingleton<AccessTokens>();
        return services;
    }
}
