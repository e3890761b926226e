using System.Text.Json;
using System.Text.Json.Serialization;
using InboxMind.Api.Admin;
using InboxMind.Api.Assistants;
using InboxMind.Api.Auth;
using InboxMind.Api.Health;
using InboxMind.Api.Imports;
using InboxMind.Api.Limits;
using InboxMind.Api.OpenApi;
using InboxMind.Api.Rag;
using InboxMind.Api.Requests;
using InboxMind.Api.Search;
using InboxMind.Api.Telemetry;
using InboxMind.Core.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Api;

/// <summary>What the HTTP surface needs, the same on every host.</summary>
public static class ApiServices
{
    /// <summary>Adds it, after Core.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Where settings are read from; without it they have their defaults.</param>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static IServiceCollection AddInboxMindApi(this IServiceCollection services, IConfiguration? configuration = null)
    {
        if (configuration is not null)
        {
            services.Replace(ServiceDescriptor.Singleton(ApiSettings.Limits(configuration.GetSection("Limits"))));
            services.Replace(ServiceDescriptor.Singleton(ApiSettings.Answers(configuration.GetSection("Answers"))));
            services.AddTelemetry(configuration);
        }

        services.TryAddSingleton(TelemetrySettings.Off);
        LimitServices.Add(services);
        services.TryAddSingleton<AnswerStream>();
        services.TryAddSingleton<SearchReports>();
        services.TryAddSingleton<ReceivedImports>();
        services.AddRouting();

        // Not over TLS, where the size of a compressed answer tells about what it holds (BREACH); a proxy may know better.
        services.AddResponseCompression();
        services.AddInboxMindTokens();
        AssistantAuthentication.Add(BearerAuthentication.Add(services));
        AssistantServices.Add(services);
        AdminPolicies.Add(services);
        ProbeCheck.Add(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemWriter>());
        services.AddProblemDetails();
        services.AddExceptionHandler<BadRequestHandler>();
        services.AddExceptionHandler<ModelFailureHandler>();
        services.AddExceptionHandler<StorageFailureHandler>();
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(static options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.DictionaryKeyPolicy = null;
            options.SerializerOptions.MaxDepth = 16;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;

            // Of two values of one field it is anyone's guess which one the next reader takes (RFC 8259, 4).
            options.SerializerOptions.AllowDuplicateProperties = false;
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
