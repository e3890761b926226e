using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Audit;

namespace InboxMind.Core.Accounts.Assistants;

/// <summary>Lets a program read a user's mail: a code for the browser to carry back, then a session of the account. The code is good once,
/// and for this program, this address, this verifier (RFC 7636) and this resource (RFC 8707) alone: only a hash over all of them is
/// kept.</summary>
public sealed class AllowedAssistants(
    IOneTimeLinks codes, IUserStore users, StartSession start, RefreshSession refresh, ISessionStore sessions, IAuditLog audit,
    TimeProvider time)
{
    /// <summary>How long a code is good for.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(1);

    /// <summary>Characters of a code, and of a challenge and a verifier at least.</summary>
    private const int Length = 43;

    private const int MaxVerifier = 128;

    /// <summary>Whether a text can be a challenge: SHA-256, in base64url.</summary>
    public static bool IsChallenge(string? text) => text is { Length: Length } && Base64Url.IsValid(text);

    /// <summary>Makes a code for a program that the user allowed.</summary>
    /// <param name="user">Who allowed it.</param>
    /// <param name="asked">The program, where it is, and what for.</param>
    /// <param name="challenge">SHA-256 of the verifier that it keeps to itself.</param>
    /// <param name="origin">Where the user is.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<string> AllowAsync(
        User user, AssistantRequest asked, string challenge, RequestOrigin origin, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(asked);
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await codes.SaveAsync(new Owner(user.Id), Hash(code, asked, challenge), time.GetUtcNow() + CodeLifetime, cancellation);
        await audit.AppendAsync(AuditEvent.For(AuditKind.AssistantAllowed, user, origin), cancellation);
        return code;
    }

    /// <summary>Begins the session that a code stands for.</summary>
    /// <returns>Null when the code is not good, or not for this.</returns>
    public async Task<(Owner Owner, StartedSession Session)?> RedeemAsync(
        string? code, AssistantRequest asked, string? verifier, RequestOrigin origin, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (code is not { Length: Length } || verifier is not { Length: >= Length and <= MaxVerifier })
            return null;
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        if (await codes.TakeAsync(Hash(code, asked, challenge), cancellation) is not { } id)
            return null;
        var owner = new Owner(id);
        if (await users.GetAsync(owner, cancellation) is not { Active: true } user)
            return null;
        var session = await start.StartAsync(
            owner, origin with { Client = DisplayName.Clean($"{asked.Client.Name} (assistant)") }, asked.Binding, cancellation);
        await audit.AppendAsync(
            AuditEvent.For(AuditKind.SignIn, user, origin) with { Detail = $"assistant {session.Session.Id}" }, CancellationToken.None);
        return (owner, session);
    }

    /// <summary>Renews such a session.</summary>
    /// <returns>Null when the token is not good, or not of this program and resource.</returns>
    public Task<(Owner Owner, StartedSession Session)?> RenewAsync(
        string? token, AssistantRequest asked, RequestOrigin origin, CancellationToken cancellation) =>
        refresh.RefreshAsync(token, origin, asked.Binding, cancellation);

    /// <summary>Ends the session that a refresh token belongs to; nothing when it is not good, or not of this program and
    /// resource.</summary>
    public async Task RevokeAsync(string? token, AssistantRequest asked, RequestOrigin origin, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (!RefreshToken.TryParse(token, out var owner, out var id)
            || !await sessions.HoldsAsync(owner, id, RefreshToken.Hash(token!, asked.Binding), cancellation)
            || !await sessions.EndAsync(owner, id, cancellation))
            return;
        await audit.AppendAsync(
            AuditEvent.For(AuditKind.SignOut, await users.GetAsync(owner, cancellation), origin) with { Detail = $"assistant {id}" },
            CancellationToken.None);
    }

    private static byte[] Hash(string code, AssistantRequest asked, string challenge) => SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', "assistant", code, challenge, asked.RedirectUri, asked.Binding)));
}
