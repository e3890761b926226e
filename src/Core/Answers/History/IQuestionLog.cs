namespace InboxMind.Core.Answers.History;

/// <summary>The questions an owner asked, with their answers. When a mail is erased, by whom and for whatever reason, every answer
/// that cites it is erased with it, in the same transaction.</summary>
public interface IQuestionLog
{
    /// <summary>Adds a question. An answer that cites a mail which is not stored any more is left out.</summary>
    Task AppendAsync(Owner owner, AskedQuestion asked, CancellationToken cancellation);

    /// <summary>Lists questions, the newest first.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="conversation">Of one conversation; null for all.</param>
    /// <param name="range">Which part of the list.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<AskedQuestion>> ListAsync(
        Owner owner, ConversationId? conversation, QuestionRange range, CancellationToken cancellation);

    /// <summary>How many questions <see cref="ListAsync"/> lists in all.</summary>
    Task<long> CountAsync(Owner owner, ConversationId? conversation, CancellationToken cancellation);

    /// <summary>Erases a question.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(Owner owner, QuestionId id, CancellationToken cancellation);

    /// <summary>Erases all of the owner's questions.</summary>
    /// <returns>How many.</returns>
    Task<int> EraseAsync(Owner owner, CancellationToken cancellation);
}

/// <summary>Lets go of old questions of all users; it returns nothing about them.</summary>
public interface IQuestionRetention
{
    /// <summary>Erases questions asked before a time.</summary>
    /// <returns>How many.</returns>
    Task<int> DeleteBeforeAsync(DateTimeOffset time, CancellationToken cancellation);
}
