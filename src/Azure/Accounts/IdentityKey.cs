namespace InboxMind.Azure.Accounts;

/// <summary>An account at a provider as it is looked up: the hash of provider and subject, which tells nothing of whose it is.</summary>
internal readonly record struct IdentityKey(string Value)
{
    public static IdentityKey Of(Identity identity) => Of(identity.Provider, identity.Subject);

    public static IdentityKey Of(IdentityProvider provider, string subject) => new(UserKeys.Hash(provider.ToString(), subject));
}
