namespace InboxMind.Core.Users;

/// <summary>Names a session of one user.</summary>
public readonly record struct SessionId(string Value)
{
    public override string ToString() => Value;
}
