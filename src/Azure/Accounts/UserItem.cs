using InboxMind.Azure.Cosmos;

namespace InboxMind.Azure.Accounts;

/// <summary>A user's own record, with the accounts that sign in as them.</summary>
internal sealed record UserItem : ChangingItem
{
    /// <summary>The key of the partition.</summary>
    public required string User { get; init; }

    public required string Organisation { get; init; }

    public string Name { get; init; } = "";

    public bool NameIsChosen { get; init; }

    public string Email { get; init; } = "";

    public bool EmailIsProven { get; init; }

    public Role Role { get; init; }

    public bool Active { get; init; }

    public string? Zone { get; init; }

    public RedactionPolicy Redaction { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyList<Identity> Identities { get; init; } = [];

    public static UserItem Of(User user, IReadOnlyList<Identity> identities) => new()
    {
        Id = UserKeys.User,
        User = user.Id.Value,
        Organisation = user.Organisation.Value,
        Name = user.DisplayName,
        NameIsChosen = user.NameIsChosen,
        Email = user.Email,
        EmailIsProven = user.EmailIsProven,
        Role = user.Role,
        Active = user.Active,
        Zone = user.Zone,
        Redaction = user.Redaction,
        CreatedAt = user.CreatedAt,
        Identities = identities,
    };

    public User ToUser() => new()
    {
        Id = new UserId(User),
        Organisation = new OrganisationId(Organisation),
        DisplayName = Name,
        NameIsChosen = NameIsChosen,
        Email = Email,
        EmailIsProven = EmailIsProven,
        Role = Role,
        Active = Active,
        Zone = Zone,
        Redaction = Redaction,
        CreatedAt = CreatedAt,
    };

    /// <summary>Whether the account signs in as this user.</summary>
    public bool Lists(IdentityKey identity) => Identities.Any(i => IdentityKey.Of(i) == identity);

    public UserItem Without(IdentityKey identity) => this with { Identities = [.. Identities.Where(i => IdentityKey.Of(i) != identity)] };
}
