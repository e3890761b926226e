namespace InboxMind.Core.Users;

/// <summary>Whose data a call may touch. Every port that holds mail, questions or secrets takes an owner and adds it to its
/// own query, below any caller and any model; there is no overload without it.</summary>
/// <param name="User">The user whose mail it is; mail is partitioned by user.</param>
public sealed record Owner(UserId User)
{
    /// <summary>The local user as an owner.</summary>
    public static readonly Owner Local = new(UserId.Local);
}
