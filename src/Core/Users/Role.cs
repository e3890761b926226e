namespace InboxMind.Core.Users;

/// <summary>What a user may do beyond their own mail.</summary>
public enum Role
{
    /// <summary>Their own things only.</summary>
    User,

    /// <summary>Sees and changes the users of one configured organisation.</summary>
    Admin,

    /// <summary>Runs the deployment. Never stored with a user: it follows from the settings, or from owning the data folder.</summary>
    Operator,
}
