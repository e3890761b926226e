namespace InboxMind.Load;

/// <summary>Someone who uses the server, by a session of theirs.</summary>
internal sealed class Person(string name, string accessToken, string refreshToken, DateTimeOffset renewAt)
{
    public string Name => name;

    public string AccessToken { get; set; } = accessToken;

    public string RefreshToken { get; set; } = refreshToken;

    /// <summary>When the access token is to be renewed.</summary>
    public DateTimeOffset RenewAt { get; set; } = renewAt;

    /// <summary>One renews it, and the others wait.</summary>
    public SemaphoreSlim Renewing { get; } = new(1);

    /// <summary>Mails that were seen in lists of late, to open one of them.</summary>
    public Queue<string> Seen { get; } = new();
}
