namespace InboxMind.Core.Users;

/// <summary>Names an organisation: a domain the operator configured, or the personal one of a single user.</summary>
public readonly record struct OrganisationId
{
    /// <summary>What belongs to no user: a sign-in that failed before anyone was known.</summary>
    public static readonly OrganisationId Deployment = new("~");

    /// <exception cref="ArgumentException">The value is empty or longer than 255 characters.</exception>
    public OrganisationId(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length is 0 or > 255)
            throw new ArgumentException("An organisation's id has 1 to 255 characters.", nameof(value));
        Value = value;
    }

    public string Value => field ?? throw new InvalidOperationException("This organisation id was never set.");

    /// <summary>Whether it is the organisation of one user alone. It has no admin.</summary>
    public bool IsPersonal => Value[0] == '~';

    /// <summary>The personal organisation of a user; no domain name begins with its first character.</summary>
    public static OrganisationId Personal(UserId user) => new($"~{user.Value}");

    public override string ToString() => Value;
}
