using InboxMind.Api.Account;
using InboxMind.Api.Admin;
using InboxMind.Api.Assistants;
using InboxMind.Api.Auth;
using InboxMind.Api.Emails;
using InboxMind.Api.Health;
using InboxMind.Api.Limits;
using InboxMind.Api.Imports;
using InboxMind.Api.Mailboxes;
using InboxMind.Api.OpenApi;
using InboxMind.Api.People;
using InboxMind.Api.Rag;
using InboxMind.Api.Requests;
using InboxMind.Api.Telemetry;
using InboxMind.Api.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api;

/// <summary>The one pipeline both hosts run: request id, errors as problem+json, the host rule, tokens, limits, routes.</summary>
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
        LimitServices.UseForwardedAddress(app);
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseMiddleware<NoSniffMiddleware>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<HostRuleMiddleware>();
        MetricsPage.Use(app);
        app.UseResponseCompression();
        app.UseRouting();
        app.UseMiddleware<OriginRuleMiddleware>();
        app.UseMiddleware<BodyRuleMiddleware>();
        app.UseMiddleware<PrivateAnswerMiddleware>();
        app.UseAuthentication();
        LimitServices.Use(app);
        app.UseAuthorization();
        app.UseMiddleware<AcceptRuleMiddleware>();
        app.UseEndpoints(static endpoints =>
        {
            WebPage.Map(endpoints);
            OpenApiEndpoints.MapReference(endpoints);
            AssistantServices.Map(endpoints);
            var routes = endpoints.MapGroup("").WithDocument();
            OpenApiEndpoints.Map(routes);
            HealthEndpoints.Map(routes);
            AuthEndpoints.MapKeys(routes);

            // Every route below needs a token unless it says otherwise itself.
            var api = routes.MapGroup("/api/v1").RequireAuthorization();
            OAuthEndpoints.MapApi(api);
            AuthEndpoints.MapApi(api);
            AccountEndpoints.MapApi(api);
            OwnAccountEndpoints.MapApi(api);
            AdminEndpoints.MapApi(api);
            MailboxEndpoints.MapApi(api);
            SyncEndpoints.MapApi(api);
            SetAsideEndpoints.MapApi(api);
            ImportEndpoints.MapApi(api);
            EmailEndpoints.MapApi(api);
            CountEndpoints.MapApi(api);
            WaitingEndpoints.MapApi(api);
            PeopleEndpoints.MapApi(api);
            SummaryEndpoints.MapApi(api);
            RagEndpoints.MapApi(api);
            ExactEndpoints.MapApi(api);
            HistoryEndpoints.MapApi(api);
        });
        return app;
    }
}
