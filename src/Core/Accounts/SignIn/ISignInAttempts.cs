namespace InboxMind.Core.Accounts.SignIn;

/// <summary>Sign-ins that began and wait for the browser to come back. Comes before a user is known; holds hashes only.</summary>
public interface ISignInAttempts
{
    Task SaveAsync(SignInAttempt attempt, CancellationToken cancellation);

    /// <summary>Takes an attempt out: no one gets it a second time.</summary>
    /// <param name="state">SHA-256 of the state.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>The attempt; null when there is none, it was taken, or it expired.</returns>
    Task<SignInAttempt?> TakeAsync(byte[] state, CancellationToken cancellation);
}

/// <summary>A sign-in that waits.</summary>
/// <param name="State">SHA-256 of the state that the provider hands back.</param>
/// <param name="Browser">SHA-256 of the secret in the browser's cookie.</param>
/// <param name="Provider">Where the browser was sent.</param>
/// <param name="Intent">What for.</param>
/// <param name="User">Who was signed in, for <see cref="SignInIntent.Link"/> and <see cref="SignInIntent.Connect"/>.</param>
/// <param name="ExpiresAt">The attempt is invalid from then on.</param>
public sealed record SignInAttempt(
    byte[] State, byte[] Browser, IdentityProvider Provider, SignInIntent Intent, UserId? User, DateTimeOffset ExpiresAt);

/// <summary>What a visit to a provider is for.</summary>
public enum SignInIntent
{
    /// <summary>Sign in with the account and connect its mailbox.</summary>
    SignIn,

    /// <summary>Let the account sign in as the user from now on, and connect its mailbox.</summary>
    Link,

    /// <summary>Only connect its mailbox.</summary>
    Connect,
}
