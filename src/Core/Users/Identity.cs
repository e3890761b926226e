namespace InboxMind.Core.Users;

/// <summary>An account at a provider that signs a user in.</summary>
/// <param name="Provider">Whose account it is.</param>
/// <param name="Subject">The provider's lasting id of it; never an e-mail address, which can pass to another person.</param>
/// <param name="Email">The address when it was linked, for the user to recognise it.</param>
/// <param name="LinkedAt">When it was linked.</param>
public sealed record Identity(IdentityProvider Provider, string Subject, string Email, DateTimeOffset LinkedAt);

/// <summary>Who can sign a user in.</summary>
public enum IdentityProvider
{
    Google,
    Microsoft,
}
