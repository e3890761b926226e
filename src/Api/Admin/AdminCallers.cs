using InboxMind.Api.Auth;
using InboxMind.Core.Audit;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Admin;

/// <summary>The administrator who makes a request.</summary>
internal static class AdminCallers
{
    /// <summary>What the caller may look at, on a route that <see cref="AdminPolicies"/> guards.</summary>
    public static AdminScope Scope(this HttpContext context) =>
        AdminScope.For(context.Caller()) ?? throw new InvalidOperationException("The route is not for administrators only.");

    /// <summary>Notes that an administrator looked.</summary>
    /// <param name="audit">The log.</param>
    /// <param name="context">The request.</param>
    /// <param name="what">At what: a fixed word.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task AppendAccessAsync(this IAuditLog audit, HttpContext context, string what, CancellationToken cancellation) =>
        audit.AppendAsync(AuditEvent.For(AuditKind.AdminAccess, context.Caller().User, context.Origin()) with { Detail = what },
            cancellation);
}
