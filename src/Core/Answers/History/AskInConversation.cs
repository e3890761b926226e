using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Answers.Reuse;
using InboxMind.Core.Work;

namespace InboxMind.Core.Answers.History;

/// <summary>Answers a question with what was asked before in its conversation in mind, and keeps both in the history.</summary>
public sealed class AskInConversation(
    AnswerOnce answers, IQuestionLog log, CountQuestions counts, AnswerSettings settings, TimeProvider time)
{
    /// <summary>Questions before that are looked at.</summary>
    private const int Turns = 3;

    /// <summary>Asks.</summary>
    /// <param name="owner">Whose mail, and whose conversation.</param>
    /// <param name="question">The question.</param>
    /// <param name="conversation">The conversation it belongs to. One the owner does not have begins with it, as one does without
    /// an id.</param>
    /// <param name="changed">Is told how far it is; by whichever thread, and not at all when an answer is given again.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="Budgets.BudgetSpentException">The user's questions of the day are used up.</exception>
    /// <exception cref="ModelUnavailableException">The model cannot be used.</exception>
    public async Task<ConversationAnswer> AskAsync(
        Owner owner, Question question, ConversationId? conversation, Action<StageChange>? changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        var askedAt = time.GetUtcNow();
        question = await InAsync(owner, question, conversation, cancellation);
        var (answer, cached) =
            await counts.AskAsync(owner, () => answers.AnswerAsync(owner, question, changed, cancellation), cancellation);
        var id = conversation ?? ConversationId.New();
        var asked = new AskedQuestion
        {
            Id = QuestionId.New(),
            Conversation = id,
            AskedAt = askedAt,
            Question = question.Text,
            Answer = answer.Text,
            Found = answer.Found,
            Cached = cached,
            Elapsed = answer.Metadata.Elapsed,
            Stages = answer.Metadata.Stages,
            Sources = [.. answer.Sources.Select(static s => s.Mail.Message.Id)],
        };
        return new ConversationAnswer(answer, id, cached)
        {
            IsKept = settings.HistoryDays > 0
            && await TryKeepAsync(owner, asked, cancellation)
        };
    }

    /// <summary>The question with what was asked before in its conversation.</summary>
    public async Task<Question> InAsync(Owner owner, Question question, ConversationId? conversation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (conversation is not { } known)
            return question;
        var turns = await log.ListAsync(owner, known, new QuestionRange(null, 0, Turns), cancellation);
        return question with
        {
            Earlier = [.. turns.Reverse().Select(t => new EarlierTurn(t.Id, t.Question, Redacted(t.Answer, question.Policy)))],
        };
    }

    /// <summary>A full disk does not prevent an answer.</summary>
    private async Task<bool> TryKeepAsync(Owner owner, AskedQuestion asked, CancellationToken cancellation)
    {
        try
        {
            await log.AppendAsync(owner, asked, cancellation);
            return true;
        }
        catch (StorageUnusableException)
        {
            return false;
        }
    }

    /// <summary>An earlier answer may have been made under another policy than the one that holds now.</summary>
    private static string? Redacted(string? answer, RedactionPolicy policy) =>
        answer is null ? null : PersonalData.Redact(answer, policy).Text;
}

/// <summary>An answer in a conversation.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Conversation">What to name in a question that follows up.</param>
/// <param name="Cached">Whether it was made before and given again.</param>
public sealed record ConversationAnswer(Answer Answer, ConversationId Conversation, bool Cached)
{
    /// <summary>Whether question and answer are in the history.</summary>
    public bool IsKept { get; init; }
}
