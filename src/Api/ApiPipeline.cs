using InboxMind.Api.Health;
using InboxMind.Api.Rag;
using InboxMind.Api.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api;

/// <summary>The one pipeline both hosts run: request id, errors as problem+json, the loopback rule, routes.</summary>
public static class ApiPipeline
{
    /// <summary>Builds the pipeline for a host that hands over <see cref="HttpContext"/>s itself.</summary>
    /// <param name="services">Services with those of <see cref="ApiServices.AddInboxMindApi"/>.</param>
    public static RequestDelegate Build(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseInboxMindApi();
        return app.Build();
    }

    /// <summary>Adds the pipeline to a host's own.</summary>
    public static IApplicationBuilder UseInboxMindApi(this IApplicationBuilder app)
    {
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<LoopbackOnlyMiddleware>();
        app.UseRouting();
        app.UseEndpoints(static routes =>
        {
            HealthEndpoints.Map(routes);
            RagEndpoints.Map(routes);
        });
        return app;
    }
}
