using InboxMind.Core.Index;

namespace InboxMind.Core.Counting;

/// <summary>Which mails are counted and listed. All conditions must hold. Copies of one message count once.</summary>
public sealed record MailQuery
{
    /// <summary>The most mails of one page.</summary>
    public const int MaxLimit = 1_000;

    /// <summary>Words and conditions of the search language. Every word has to be there; none ranks.</summary>
    public SearchQuery Words { get; init; } = SearchQuery.Empty;

    /// <summary>Who has a part in it.</summary>
    public IReadOnlyList<PersonCondition> People { get; init; } = [];

    /// <summary>Only these; null for all.</summary>
    public IReadOnlySet<EmailId>? Among { get; init; }

    /// <summary>Sent by the owner, or not; null for both.</summary>
    public bool? IsOwn { get; init; }

    /// <summary>What they are counted by.</summary>
    public TallyBy By { get; init; }

    /// <summary>In which days and months are counted.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Which page is listed; at most <see cref="MaxLimit"/>.</summary>
    public MailRange Range { get; init; } = new(null, 0, 50);
}
