using InboxMind.Core.Answers.Asking;
using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Answers.Evidence;
using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Index;
using InboxMind.Core.Search;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Summaries;

/// <summary>Sums mails up by the rules that answers go by: cleaned before the model reads them, every sentence tied to a mail. One call of
/// the model.</summary>
public sealed class SumUpMails(IChatModels models, TimeProvider time)
{
    /// <summary>Mails that are summed up at most.</summary>
    public const int MaxMails = 12;

    /// <summary>Sums them up.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="mails">The mails, at most <see cref="MaxMails"/>, the oldest first.</param>
    /// <param name="followed">Those of them that later mails of their threads follow.</param>
    /// <param name="zone">The reader's zone.</param>
    /// <param name="policy">What is taken out.</param>
    /// <param name="cancellation">Stops the model.</param>
    public async Task<MailSummary> SumUpAsync(
        Owner owner, IReadOnlyList<StoredMail> mails, IReadOnlySet<EmailId> followed, TimeZoneInfo zone, RedactionPolicy policy,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mails);
        var model = await models.GetActiveAsync(owner, cancellation);
        var question = new UnderstoodQuestion(new Question("", MailFilter.None, zone), SearchQuery.Empty, [], [], new StemFinder([]))
        {
            Reading = new QuestionReading("", [], [], [], [], Speaker: null),
        };
        var passages = SelectPassages.Select(
            question, [.. mails.Select(m => new EvidenceMail(m, 1, OwnText(m.Message.Text))
            {
                IsFollowed = followed.Contains(m.Message.Id),
            })], model.Tokens, model.ContextTokens,
            share: 1.0 / Math.Max(1, mails.Count));
        var allowed = CheckCompliance.Apply(passages, policy);
        var (summary, complete) = await AskModel.AskAsync(
            model, AnswerPrompt.Summary(question, allowed.Mails, time.GetUtcNow()), allowed.Mails, policy, cancellation);
        var snippets = new Snippets(SearchQuery.Empty);
        return new MailSummary(
            summary.Text,
            [.. summary.Cited.Select(n => new AnswerSource(allowed.Mails[n - 1].Mail, snippets.Of(allowed.Mails[n - 1].Text, 0, 0), 1))],
            complete && !allowed.Mails.Any(static m => m.IsShortened), allowed.Redactions, mails.Count, mails.Count);
    }

    /// <summary>What others wrote before stands in their own mails, unless all of it is quoted. An instruction to machines of which a half
    /// is quoted is taken out while it is whole.</summary>
    private static string OwnText(string text)
    {
        if (CheckCompliance.Text(text) is { LeftOut: > 0 } clean)
            text = clean.Text;
        return NewText.Extract(text) is { Length: > 0 } own ? own : text;
    }
}
