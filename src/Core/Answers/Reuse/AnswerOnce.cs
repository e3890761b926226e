using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Budgets;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;

namespace InboxMind.Core.Answers.Reuse;

/// <summary>Answers a question, or gives the answer made before while nothing it depends on has changed. Only what the model answers
/// anew counts against the user's questions of the day.</summary>
public sealed class AnswerOnce(
    AskWithinBudget ask, AnswerCache cache, IMailIndex index, IMailStore store, IChatModels models, ReadCoverage coverage,
    TimeProvider time)
{
    /// <returns>The answer, and whether it was made before.</returns>
    /// <exception cref="BudgetSpentException">The user's questions of the day are used up.</exception>
    public async Task<(Answer Answer, bool Cached)> AnswerAsync(
        Owner owner, Question question, Action<StageChange>? changed, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();

        // Before anything is retrieved: mail that is indexed meanwhile makes the next question another one.
        var covered = await coverage.ReadAsync(owner, cancellation);
        var state = await index.StateAsync(owner, cancellation);
        var model = await models.GetActiveAsync(owner, cancellation);
        var key = AnswerKey.For(owner, state.Revision, question, LocalDay.From(time.GetUtcNow(), question.Zone), model.Id) with
        {
            Index = covered.IsComplete ? state.Id : $"{state.Id} incomplete",
        };
        var (answer, cached) = await cache.GetAsync(
            key, stop => ask.AskAsync(owner, question, model, changed, stop), found => RenewAsync(owner, found, cancellation),
            cancellation);
        QuestionSignals.Looked(cached);
        return (cached
            ? answer with
            {
                Metadata =
                answer.Metadata with { Elapsed = time.GetElapsedTime(start), Stages = [], NotIndexed = covered.Pending }
            }
            : answer, cached);
    }

    /// <summary>The answer with its mails as they are stored now. Mail is deleted from the store before the index lets go of it: an
    /// answer that cites a mail which is gone is not given again.</summary>
    private async Task<Answer?> RenewAsync(Owner owner, Answer answer, CancellationToken cancellation)
    {
        if (answer.IsRefused)
            return null;
        if (answer.Sources.Count == 0)
            return answer;
        var mails = (await store.GetAsync(owner, [.. answer.Sources.Select(static s => s.Mail.Message.Id)], cancellation))
            .ToDictionary(static m => m.Message.Id);
        return answer.Sources.All(s => mails.ContainsKey(s.Mail.Message.Id))
            ? answer with { Sources = [.. answer.Sources.Select(s => s with { Mail = mails[s.Mail.Message.Id] })] }
            : null;
    }
}
