namespace InboxMind.Core.Accounts.SignIn;

/// <summary>A sign-in that ended without one. The message says in a sentence or two what happened and what to do.</summary>
public sealed class SignInException(SignInTrouble trouble, string message, Exception? inner = null) : Exception(message, inner)
{
    public SignInTrouble Trouble { get; } = trouble;

    /// <summary>Who it was about, when that is known; for the log alone.</summary>
    public User? User { get; init; }
}

/// <summary>Why a sign-in failed.</summary>
public enum SignInTrouble
{
    /// <summary>The state is missing, forged, used, expired, of another provider or of another browser.</summary>
    State,

    /// <summary>The person did not allow it.</summary>
    Denied,

    /// <summary>The user may not sign in.</summary>
    Deactivated,

    /// <summary>The account belongs to another user.</summary>
    Taken,

    /// <summary>The session that began it is over.</summary>
    SignedOut,

    /// <summary>The provider cannot be reached, or not now.</summary>
    Unavailable,

    /// <summary>What the provider sent cannot be used.</summary>
    Provider,
}
