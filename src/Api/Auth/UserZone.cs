using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Auth;

/// <summary>The zone in which a caller's bare dates are days.</summary>
internal static class UserZone
{
    /// <summary>The user's own, else that of the machine.</summary>
    public static TimeZoneInfo For(HttpContext context) =>
        context.Caller().User.Zone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Local;
}
