namespace InboxMind.Core.Answers.Counts;

/// <summary>How many questions an owner asked in each hour, how they ended, and how long answers took: numbers only, no text. They are
/// there whether or not a history is kept.</summary>
public interface IQuestionCounts
{
    /// <summary>Counts a question in the hour that it is now.</summary>
    /// <param name="owner">Who asked.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="elapsed">How long that took.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task AddAsync(Owner owner, QuestionOutcome outcome, TimeSpan elapsed, CancellationToken cancellation);

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
