namespace InboxMind.Core.Sync;

/// <summary>A mail of a folder that its server did not deliver, such as when the connection broke each time: it is set aside, and asked
/// for again.</summary>
/// <param name="Uid">The message.</param>
/// <param name="Tries">How often it was tried, from 1.</param>
/// <param name="RetryAt">When to ask again.</param>
public sealed record Undelivered(uint Uid, int Tries, DateTimeOffset RetryAt)
{
    /// <summary>Tried this often a mail stays set aside; by then two weeks have passed.</summary>
    public const int MaxTries = 6;

    /// <summary>With more of them in one folder the mails are not at fault: the folder is left until the server delivers some.</summary>
    public const int MaxInFolder = 1_000;

    private static readonly TimeSpan FirstWait = TimeSpan.FromHours(1);

    /// <summary>Whether it is to be asked for again by now.</summary>
    public bool IsDue(DateTimeOffset now) => Tries < MaxTries && RetryAt <= now;

    /// <summary>One that failed for the first time.</summary>
    public static Undelivered First(uint uid, DateTimeOffset now) => new(uid, 1, now + FirstWait);

    /// <summary>The same when it is tried once more: each wait is four times as long.</summary>
    public Undelivered Again(DateTimeOffset now) => new(Uid, Tries + 1, now + (FirstWait * Math.Pow(4, Tries)));
}
