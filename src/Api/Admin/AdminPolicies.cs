using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Admin;

/// <summary>Who may use the routes for administrators; everyone else gets 403. What they see there is a matter of the
/// <see cref="AdminScope"/>.</summary>
internal static class AdminPolicies
{
    /// <summary>An admin of an organisation, or the operator.</summary>
    public const string Admin = "admin";

    public const string Operator = "operator";

    public static void Add(IServiceCollection services) => services.AddAuthorizationBuilder()
        .AddPolicy(Admin, static policy => policy.RequireAuthenticatedUser()
            .RequireAssertion(static c => CallerOf(c) is { } caller && AdminScope.For(caller) is not null))
        .AddPolicy(Operator, static policy => policy.RequireAuthenticatedUser()
            .RequireAssertion(static c => CallerOf(c) is { Role: Role.Operator }));

    private static Caller? CallerOf(AuthorizationHandlerContext context) => (context.Resource as HttpContext)?.Features.Get<Caller>();
}
