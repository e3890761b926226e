namespace InboxMind.Core.Users;

/// <summary>Where a request came from.</summary>
/// <param name="RequestId">The request's id, as in the response and the log.</param>
/// <param name="Address">The caller's address; empty when unknown.</param>
/// <param name="Client">The program, as it names itself; cleaned like a display name.</param>
public sealed record RequestOrigin(string RequestId, string Address, string Client)
{
    /// <summary>The command line.</summary>
    public static RequestOrigin CommandLine => new("", "", "command line");
}
