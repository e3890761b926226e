namespace InboxMind.Core.Users;

/// <summary>Who someone is, by the word of a provider.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Subject">Its lasting id of the account.</param>
/// <param name="Email">The account's address, in lower case.</param>
/// <param name="EmailIsProven">Whether the provider itself runs the address or its domain's owner does.</param>
/// <param name="DisplayName">As <see cref="Users.DisplayName.Clean"/> leaves it.</param>
/// <param name="HostedBy">Google: the Workspace domain. Microsoft: the directory's id. Null for a personal account.</param>
public sealed record ProviderIdentity(
    IdentityProvider Provider, string Subject, string Email, bool EmailIsProven, string DisplayName, string? HostedBy);
