using System.Security.Cryptography;

namespace InboxMind.Core.Accounts.Sessions;

/// <summary>Begins a session for a user who has just proved who they are.</summary>
public sealed class StartSession(ISessionStore sessions, TimeProvider time)
{
    /// <summary>With tokens that can be renewed.</summary>
    /// <param name="owner">Who.</param>
    /// <param name="origin">Where from.</param>
    /// <param name="cancellation">Stops the call.</param>
    public Task<StartedSession> StartAsync(Owner owner, RequestOrigin origin, CancellationToken cancellation) =>
        StartAsync(owner, origin, binding: "", cancellation);

    /// <summary>With tokens that can be renewed by whom they are bound to alone.</summary>
    /// <param name="owner">Who.</param>
    /// <param name="origin">Where from.</param>
    /// <param name="binding">See <see cref="RefreshToken.Hash"/>.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<StartedSession> StartAsync(Owner owner, RequestOrigin origin, string binding, CancellationToken cancellation)
    {
        var session = New(origin, RefreshSession.Idle) with { IsAssistant = binding.Length > 0 };
        var token = RefreshToken.Create(owner.User, session.Id);
        await sessions.CreateAsync(owner, session, RefreshToken.Hash(token, binding), cancellation);
        return new StartedSession(session, token);
    }

    /// <summary>For one access token, which cannot be renewed.</summary>
    /// <param name="owner">Who.</param>
    /// <param name="origin">Where from.</param>
    /// <param name="lifetime">The token's lifetime.</param>
    /// <param name="isOperator">Whether it may run the deployment.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<Session> OnceAsync(
        Owner owner, RequestOrigin origin, TimeSpan lifetime, bool isOperator, CancellationToken cancellation)
    {
        var session = New(origin, lifetime) with { IsOperator = isOperator };
        await sessions.CreateAsync(owner, session, refreshHash: null, cancellation);
        return session;
    }

    private Session New(RequestOrigin origin, TimeSpan lifetime)
    {
        var now = time.GetUtcNow();
        return new Session
        {
            Id = new SessionId(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))),
            CreatedAt = now,
            LastUsedAt = now,
            ExpiresAt = now + lifetime,
            Client = origin.Client,
            Address = origin.Address,
        };
    }
}

/// <summary>A session that began, or goes on.</summary>
/// <param name="Session">The session.</param>
/// <param name="RefreshToken">Its refresh token, which no store holds.</param>
public sealed record StartedSession(Session Session, string RefreshToken)
{
    public override string ToString() => Session.Id.Value;
}
