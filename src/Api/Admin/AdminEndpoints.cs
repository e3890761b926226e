using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Admin;

/// <summary><c>/api/v1/admin</c>: an admin sees the organisation, the operator everything.</summary>
internal static class AdminEndpoints
{
    public static void MapApi(RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/admin").RequireAuthorization(AdminPolicies.Admin);
        UserEndpoints.MapApi(admin);
        StatsEndpoints.MapApi(admin);
        DayEndpoints.MapApi(admin);
        AuditEndpoints.MapApi(admin);
        WorkEndpoints.MapApi(admin);
    }
}
