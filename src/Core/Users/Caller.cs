namespace InboxMind.Core.Users;

/// <summary>Who makes a request.</summary>
/// <param name="User">The user.</param>
/// <param name="Session">By which session.</param>
/// <param name="Role">What they may do now.</param>
public sealed record Caller(User User, SessionId Session, Role Role)
{
    /// <summary>Whose things the request may touch.</summary>
    public Owner Owner { get; } = new(User.Id);
}
