using InboxMind.Functions;
using InboxMind.Functions.Tests.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests;

/// <summary>How a request comes to the pipeline: through the function whose route it has, as the worker hands it over.</summary>
internal static class TestedHost
{
    public static void Add(IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddSingleton(static provider => new HttpPipeline(ApiPipeline.Build(provider), provider.GetRequiredService<IHttpContextAccessor>()));

    public static void Use(WebApplication app)
    {
        // Routes are there before the first request, for tests that read them.
        app.Services.GetRequiredService<HttpPipeline>();
        app.Run(FunctionRoutes.InvokeAsync);
    }
}
