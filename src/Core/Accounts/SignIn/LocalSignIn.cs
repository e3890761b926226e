using System.Buffers.Text;
using System.Security.Cryptography;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Audit;

namespace InboxMind.Core.Accounts.SignIn;

/// <summary>Signs a browser in as the local user by a link that whoever started the server can read.</summary>
public sealed class LocalSignIn(IOneTimeLinks links, LocalUser local, StartSession start, IAuditLog audit, TimeProvider time)
{
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Makes a link.</summary>
    /// <returns>Its secret part: 43 characters that are legal in a URL.</returns>
    public async Task<string> OfferAsync(CancellationToken cancellation)
    {
        await local.GetAsync(cancellation);
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await links.SaveAsync(Owner.Local, RefreshToken.Hash(code), time.GetUtcNow() + LinkLifetime, cancellation);
        return code;
    }

    /// <summary>Uses a link.</summary>
    /// <returns>The session; null when the link is invalid.</returns>
    public async Task<StartedSession?> SignInAsync(string? code, RequestOrigin origin, CancellationToken cancellation)
    {
        if (code is not { Length: 43 } || await links.TakeAsync(RefreshToken.Hash(code), cancellation) is not { } user
            || user != UserId.Local || await local.GetAsync(cancellation) is not { Active: true } person)
        {
            await audit.AppendAsync(AuditEvent.For(AuditKind.SignIn, null, origin) with { Outcome = AuditOutcome.Refused, Detail = "link" },
                CancellationToken.None);
            return null;
        }

        var session = await start.StartAsync(Owner.Local, origin, cancellation);
        await audit.AppendAsync(AuditEvent.For(AuditKind.SignIn, person, origin) with { Detail = "link" }, CancellationToken.None);
        return session;
    }
}
