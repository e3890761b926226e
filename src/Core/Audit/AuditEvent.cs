namespace InboxMind.Core.Audit;

/// <summary>Something worth remembering for accountability. It holds no secret and nothing of a mail.</summary>
public sealed record AuditEvent
{
    public required AuditKind Kind { get; init; }

    /// <summary>Whose chain it belongs to.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>Who did it; null when no one was known.</summary>
    public UserId? Actor { get; init; }

    /// <summary>To whom, when it is someone else.</summary>
    public UserId? Subject { get; init; }

    public AuditOutcome Outcome { get; init; } = AuditOutcome.Done;

    /// <summary>Where from.</summary>
    public required RequestOrigin Origin { get; init; }

    /// <summary>A fixed word or a mailbox's id; never free text from outside. At most 100 characters.</summary>
    public string Detail { get; init; } = "";

    /// <summary>An event of a user, in their organisation; of no one, in the deployment's own.</summary>
    public static AuditEvent For(AuditKind kind, User? user, RequestOrigin origin) => new()
    {
        Kind = kind,
        Organisation = user?.Organisation ?? OrganisationId.Deployment,
        Actor = user?.Id,
        Origin = origin,
    };
}

/// <summary>What happened.</summary>
public enum AuditKind
{
    SignIn,
    SignOut,
    RefreshTokenReused,
    IdentityLinked,
    IdentityUnlinked,
    MailboxConnected,
    MailboxDisconnected,
    TokenRefreshFailed,
    RoleChanged,
    UserDeactivated,
    UserActivated,
    Deletion,
    Export,
    RawMailRead,
    AdminAccess,
    AccountErased,

    /// <summary>A user let an assistant read their mail.</summary>
    AssistantAllowed,

    /// <summary>An assistant read mail; the detail names the tool and the session.</summary>
    AssistantCall,

    /// <summary>A word that is none of these stands in the log: the row was damaged or changed from outside.</summary>
    Unknown,
}

/// <summary>How it ended.</summary>
public enum AuditOutcome
{
    Done,
    Refused,
    Failed,

    /// <summary>As <see cref="AuditKind.Unknown"/>.</summary>
    Unknown,
}
