namespace InboxMind.Core.Users;

/// <summary>What an administrator may look at. Every query for administrators takes one and adds it to itself, below any
/// caller.</summary>
public sealed record AdminScope
{
    /// <summary>The whole deployment: the operator's.</summary>
    public static readonly AdminScope Everything = new();

    private AdminScope()
    {
    }

    /// <summary>The only organisation it covers; null for all.</summary>
    public OrganisationId? Organisation { get; private init; }

    /// <summary>One organisation.</summary>
    /// <exception cref="ArgumentException">It is a personal one, which has no admin.</exception>
    public static AdminScope For(OrganisationId organisation) => organisation.IsPersonal
        ? throw new ArgumentException("A personal organisation has no admin.", nameof(organisation))
        : new AdminScope { Organisation = organisation };

    /// <summary>What a caller may look at; null when nothing but their own things.</summary>
    public static AdminScope? For(Caller caller) => caller.Role switch
    {
        Role.Operator => Everything,
        Role.Admin when !caller.User.Organisation.IsPersonal => For(caller.User.Organisation),
        _ => null,
    };
}
