namespace InboxMind.Core.Users;

/// <summary>What the operator decided about accounts.</summary>
public sealed record AccountSettings
{
    /// <summary>The address people reach the deployment by, scheme and host only; null when none was chosen.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>The address that the platform gave the deployment, scheme and host only; null when it gave none. People may use either.
    /// </summary>
    public Uri? OwnAddress { get; init; }

    /// <summary>All addresses that people reach the deployment by, the chosen one first.</summary>
    public IEnumerable<Uri> Addresses => ((Uri?[])[PublicAddress, OwnAddress]).OfType<Uri>();

    public IReadOnlyList<ConfiguredOrganisation> Organisations { get; init; } = [];

    /// <summary>Proven e-mail addresses of operators, in lower case.</summary>
    public IReadOnlySet<string> Operators { get; init; } = new HashSet<string>();

    /// <summary>Names of mail servers, in lower case, that people may connect although they lie in a private network.</summary>
    public IReadOnlySet<string> PrivateMailHosts { get; init; } = new HashSet<string>();

    /// <summary>The configured organisation an account belongs to, or null.</summary>
    public OrganisationId? OrganisationOf(ProviderIdentity account) =>
        Organisations.FirstOrDefault(o => o.Holds(account)) is { } found ? found.Id : null;

    /// <summary>What a user may do now.</summary>
    public Role RoleOf(User user)
    {
        if (user.EmailIsProven && Operators.Contains(user.Email))
            return Role.Operator;
        return user.Role == Role.Admin && Organisations.Any(o => o.Id == user.Organisation) ? Role.Admin : Role.User;
    }
}

/// <summary>An organisation the operator configured.</summary>
/// <param name="Domain">Its e-mail domain, in lower case: its id, and the Google Workspace domain that belongs to it.</param>
/// <param name="MicrosoftTenant">The id of its Microsoft directory; null when it has none.</param>
public sealed record ConfiguredOrganisation(string Domain, string? MicrosoftTenant)
{
    public OrganisationId Id => new(Domain);

    /// <summary>Whether the organisation itself gave out the account. An e-mail address at its domain is not enough: anyone may
    /// enter one in a directory of their own.</summary>
    public bool Holds(ProviderIdentity account) => account.Provider switch
    {
        IdentityProvider.Google => account.EmailIsProven && account.HostedBy == Domain
            && account.Email.EndsWith($"@{Domain}", StringComparison.Ordinal),
        IdentityProvider.Microsoft => MicrosoftTenant is not null && account.HostedBy == MicrosoftTenant,
        _ => false,
    };
}
