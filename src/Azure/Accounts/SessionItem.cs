using InboxMind.Azure.Cosmos;
using AccountSession = InboxMind.Core.Accounts.Sessions.Session;

namespace InboxMind.Azure.Accounts;

/// <summary>A session, with the hash of its current refresh token.</summary>
internal sealed record SessionItem
{
    /// <summary>The key of the partition.</summary>
    public required string User { get; init; }

    public required string Id { get; init; }

    public required string Session { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUsedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public string Client { get; init; } = "";

    public string Address { get; init; } = "";

    public bool IsOperator { get; init; }

    public bool IsAssistant { get; init; }

    /// <summary>Null when it cannot be renewed.</summary>
    public byte[]? Hash { get; init; }

    public int Ttl { get; init; }

    public static SessionItem Of(Owner owner, AccountSession session, byte[]? hash, DateTimeOffset now) => new()
    {
        User = owner.User.Value,
        Id = UserKeys.Session(session.Id),
        Session = session.Id.Value,
        CreatedAt = session.CreatedAt,
        LastUsedAt = session.LastUsedAt,
        ExpiresAt = session.ExpiresAt,
        Client = session.Client,
        Address = session.Address,
        IsOperator = session.IsOperator,
        IsAssistant = session.IsAssistant,
        Hash = hash,
        Ttl = TimeToLive.Until(session.ExpiresAt, now),
    };

    public AccountSession ToSession() => new()
    {
        Id = new SessionId(Session),
        CreatedAt = CreatedAt,
        LastUsedAt = LastUsedAt,
        ExpiresAt = ExpiresAt,
        Client = Client,
        Address = Address,
        IsOperator = IsOperator,
        IsAssistant = IsAssistant,
    };
}
