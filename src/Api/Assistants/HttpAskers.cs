using InboxMind.Api.Auth;
using InboxMind.Api.Requests;
using InboxMind.Core.Audit;
using InboxMind.Mcp.Askers;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Assistants;

/// <summary>Whoever the token of the request names asks. Each call is audited first.</summary>
internal sealed class HttpAskers(IHttpContextAccessor accessor, IAuditLog audit) : IAskers
{
    public async Task<Asker> AskingAsync(string what, CancellationToken cancellation)
    {
        var context = accessor.HttpContext ?? throw new InvalidOperationException("There is no request.");
        var caller = context.Caller();
        await audit.AppendAsync(
            AuditEvent.For(AuditKind.AssistantCall, caller.User, context.Origin()) with { Detail = $"{what} {caller.Session}" },
            cancellation);
        return new Asker(caller.Owner, UserZone.For(context), caller.User.Redaction) { Page = PublicAddress.For(context) };
    }
}
