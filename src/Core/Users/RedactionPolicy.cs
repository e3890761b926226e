namespace InboxMind.Core.Users;

/// <summary>What is taken out of a user's answers before any model reads it. Instructions to machines are taken out under each.</summary>
public enum RedactionPolicy
{
    /// <summary>Numbers of payment cards, bank accounts and social security.</summary>
    Standard,

    /// <summary>These, what <see cref="SecretsOnly"/> takes out, and e-mail addresses and telephone numbers.</summary>
    Strict,

    /// <summary>What opens or pays: numbers of payment cards, passwords, keys and codes. Other personal data of the user's own mail
    /// stays readable.</summary>
    SecretsOnly,
}
