namespace InboxMind.Core.Users;

/// <summary>A person who uses InboxMind.</summary>
public sealed record User
{
    public required UserId Id { get; init; }

    /// <summary>As <see cref="Users.DisplayName.Clean"/> leaves it; may be empty.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Whether the user chose the name: then no sign-in changes it.</summary>
    public bool NameIsChosen { get; init; }

    /// <summary>In lower case; may be empty.</summary>
    public string Email { get; init; } = "";

    /// <summary>Whether the provider answers for the address: only then does it give rights.</summary>
    public bool EmailIsProven { get; init; }

    public required OrganisationId Organisation { get; init; }

    /// <summary><see cref="Role.User"/> or <see cref="Role.Admin"/>.</summary>
    public Role Role { get; init; }

    /// <summary>A deactivated user can do nothing, at once, with whatever token.</summary>
    public bool Active { get; init; } = true;

    /// <summary>IANA name; null for the server's zone.</summary>
    public string? Zone { get; init; }

    /// <summary>What is taken out of the user's answers.</summary>
    public RedactionPolicy Redaction { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The user who owns what the command line imports and syncs.</summary>
    public static User Local(DateTimeOffset now) => new()
    {
        Id = UserId.Local,
        DisplayName = "Local user",
        Organisation = OrganisationId.Personal(UserId.Local),
        CreatedAt = now,
    };
}
