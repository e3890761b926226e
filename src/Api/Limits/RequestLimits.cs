namespace InboxMind.Api.Limits;

/// <summary>How many requests are answered in a minute. Instances that share their state count together.</summary>
public sealed record RequestLimits
{
    /// <summary>Questions of a user, and threads summed up for them.</summary>
    public int QuestionsPerMinute { get; init; } = 100;

    /// <summary>Other requests of a user.</summary>
    public int RequestsPerMinute { get; init; } = 1_000;

    /// <summary>Requests of an address that sign in or renew tokens.</summary>
    public int SignInsPerMinute { get; init; } = 20;

    /// <summary>Other requests of an address, signed in or not.</summary>
    public int AddressRequestsPerMinute { get; init; } = 2_000;

    /// <summary>Reverse proxies in front, each of which adds the address it was called from to <c>X-Forwarded-For</c>. With 0 the
    /// header is ignored.</summary>
    public int Proxies { get; init; }
}
