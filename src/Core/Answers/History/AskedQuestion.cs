namespace InboxMind.Core.Answers.History;

/// <summary>A question that was answered. It is personal data: it is stored with the mail and reaches no log.</summary>
public sealed record AskedQuestion
{
    public required QuestionId Id { get; init; }

    public required ConversationId Conversation { get; init; }

    /// <summary>When it was asked, in milliseconds.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    public required string Question { get; init; }

    /// <summary>The answer; null when a mail it cited was erased since.</summary>
    public required string? Answer { get; init; }

    /// <summary>Whether the mail held an answer.</summary>
    public required bool Found { get; init; }

    /// <summary>Whether an answer made before was given again.</summary>
    public bool Cached { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>Time of each stage, in order.</summary>
    public IReadOnlyList<(string Stage, TimeSpan Elapsed)> Stages { get; init; } = [];

    /// <summary>The mails cited that are still stored; the first was [1].</summary>
    public IReadOnlyList<EmailId> Sources { get; init; } = [];

    /// <summary>Its place in the history.</summary>
    public QuestionPosition Position => new(AskedAt, Id);

    public override string ToString() => $"{nameof(AskedQuestion)} {Id}";
}

/// <summary>A place in the history, which goes by time and id.</summary>
public readonly record struct QuestionPosition(DateTimeOffset AskedAt, QuestionId Id);

/// <summary>A part of the history.</summary>
/// <param name="After">Begins behind this place; null at the newest.</param>
/// <param name="Skip">How many to pass over from there.</param>
/// <param name="Limit">At most this many.</param>
public sealed record QuestionRange(QuestionPosition? After, int Skip, int Limit);
