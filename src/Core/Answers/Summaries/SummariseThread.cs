using InboxMind.Core.Answers.Asking;
using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Answers.Evidence;
using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Index;
using InboxMind.Core.Search;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Summaries;

/// <summary>Sums up a thread from its mails alone, by the rules that answers go by: cleaned before the model reads them, every
/// sentence tied to a mail.</summary>
public sealed class SummariseThread(IMailStore store, IChatModels models, TimeProvider time)
{
    /// <summary>Mails that are summed up: the newest.</summary>
    public const int MaxMails = 12;

    /// <returns>The summary; null when the owner has no such thread.</returns>
    public async Task<ThreadSummary?> SummariseAsync(
        Owner owner, ThreadId thread, TimeZoneInfo zone, RedactionPolicy policy, CancellationToken cancellation)
    {
        var mails = await store.GetThreadAsync(owner, thread, MaxMails, cancellation);
        if (mails.Count == 0)
            return null;
        var model = await models.GetActiveAsync(owner, cancellation);
        var question = new UnderstoodQuestion(new Question("", MailFilter.None, zone), SearchQuery.Empty, [], [], new StemFinder([]))
        {
            Reading = new QuestionReading("", [], [], [], [], Speaker: null),
        };
        var passages = SelectPassages.Select(
            question, [.. mails.Select(static m => new EvidenceMail(m, 1, OwnText(m.Message.Text)))], model.Tokens, model.ContextTokens);
        var allowed = CheckCompliance.Apply(passages, policy);
        var (summary, complete) = await AskModel.AskAsync(
            model, AnswerPrompt.Summary(question, allowed.Mails, time.GetUtcNow()), allowed.Mails, policy, cancellation);
        var snippets = new Snippets(SearchQuery.Empty);
        return new ThreadSummary(
            mails[^1].Thread, summary.Text,
            [.. summary.Cited.Select(n => new AnswerSource(allowed.Mails[n - 1].Mail, snippets.Of(allowed.Mails[n - 1].Text, 0, 0), 1))],
            complete && !allowed.Mails.Any(static m => m.IsShortened), allowed.Redactions);
    }

    /// <summary>What others wrote before stands in their own mails, unless all of it is quoted.</summary>
    private static string OwnText(string text) => NewText.Extract(text) is { Length: > 0 } own ? own : text;
}

/// <summary>A thread summed up.</summary>
/// <param name="Thread">The thread.</param>
/// <param name="Text">The summary, with [n] behind each sentence; empty when its mails hold nothing to sum up.</param>
/// <param name="Sources">The mails cited; the first is [1].</param>
/// <param name="Complete">Whether the model ended on its own, no sentence was dropped for citing no source, and no mail was too long
/// to be looked at as a whole.</param>
/// <param name="Redactions">Pieces of personal data removed.</param>
public sealed record ThreadSummary(ThreadId Thread, string Text, IReadOnlyList<AnswerSource> Sources, bool Complete, int Redactions);
