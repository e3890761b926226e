namespace InboxMind.Core.Answers;

/// <summary>What the operator decided about questions and answers.</summary>
public sealed record AnswerSettings
{
    /// <summary>Answers of all users kept in memory to be given again; 0 keeps none.</summary>
    public int CachedAnswers { get; init; } = 2_000;

    /// <summary>Days that questions and answers stay in the history; 0 keeps none, and then no question follows up on another.</summary>
    public int HistoryDays { get; init; } = 365;

    /// <summary>Questions a user may have answered by the model in a day (UTC); 0 for any number.</summary>
    public long QuestionsPerDay { get; init; }
}
