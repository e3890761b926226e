namespace InboxMind.Core.Accounts.Sessions;

/// <summary>One sign-in on one device, from its first token to its end.</summary>
public sealed record Session
{
    public required SessionId Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its tokens were last renewed.</summary>
    public required DateTimeOffset LastUsedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The program that signed in, as it named itself.</summary>
    public string Client { get; init; } = "";

    /// <summary>Where the sign-in came from.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whether it was given by whoever owns the data folder, for running the deployment.</summary>
    public bool IsOperator { get; init; }

    /// <summary>Whether it is that of an assistant, which the user let read their mail.</summary>
    public bool IsAssistant { get; init; }
}
