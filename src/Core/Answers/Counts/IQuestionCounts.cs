namespace InboxMind.Core.Answers.Counts;

/// <summary>How many questions an owner asked in each hour, how they ended, how long answers and their stages took, and what they cost:
/// numbers only, no text. They are there whether or not a history is kept.</summary>
public interface IQuestionCounts
{
    /// <summary>Counts a question in the hour that it is now.</summary>
    /// <param name="owner">Who asked.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="elapsed">How long that took.</param>
    /// <param name="stages">How long each stage of an answer took that was made anew; empty for others.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task AddAsync(
        Owner owner, QuestionOutcome outcome, TimeSpan elapsed, IReadOnlyList<(string Stage, TimeSpan Elapsed)> stages,
        CancellationToken cancellation);

    /// <summary>Counts what a chat model used for the owner, in the hour that it is now.</summary>
    /// <param name="owner">Whose question it was.</param>
    /// <param name="tokens">Tokens in and out.</param>
    /// <param name="cost">Millionths of the currency that the prices are in; 0 when they are not known.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task AddSpentAsync(Owner owner, long tokens, long cost, CancellationToken cancellation);

    /// <summary>Forgets the counts of all users of hours that were over before a time; it returns nothing about them.</summary>
    /// <returns>How many hours of users were forgotten.</returns>
    Task<int> DeleteBeforeAsync(DateTimeOffset time, CancellationToken cancellation);
}

/// <summary>How a question ended.</summary>
public enum QuestionOutcome
{
    /// <summary>The mail held an answer.</summary>
    Answered,

    /// <summary>The mail held none.</summary>
    NotFound,

    /// <summary>An answer made before was given again.</summary>
    Repeated,

    /// <summary>A model or something here failed.</summary>
    Failed,

    /// <summary>The budget of the day was used up, or the model's content filter refused.</summary>
    Refused,
}
