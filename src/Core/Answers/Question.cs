namespace InboxMind.Core.Answers;

/// <summary>A question about a person's mail.</summary>
/// <param name="Text">The question, 1 to <see cref="MaxLength"/> characters.</param>
/// <param name="Filter">Conditions the answer's mails must meet.</param>
/// <param name="Zone">The asker's time zone: what "yesterday" means, and the days in the answer.</param>
public sealed record Question(string Text, MailFilter Filter, TimeZoneInfo Zone)
{
    /// <summary>Longer questions are refused.</summary>
    public const int MaxLength = 2_000;

    /// <summary>What is taken out of the mails and the answer.</summary>
    public RedactionPolicy Policy { get; init; }

    /// <summary>What was asked and answered before in the same conversation, the oldest first.</summary>
    public IReadOnlyList<EarlierTurn> Earlier { get; init; } = [];

    /// <summary>Whether a text can be a question.</summary>
    public static bool IsLegal(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxLength;
}
