using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Answers.Evidence;
using InboxMind.Core.Answers.Exact;
using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Indexing;
using InboxMind.Core.Search;

namespace InboxMind.Core.Answers.Asking;

/// <summary>Answers a question from an owner's mail in five stages: retrieve, thread context, analyse, compliance, answer. Says
/// so when the mail does not hold the answer.</summary>
public sealed class AskQuestion(
    UnderstandQuestion understand, RetrieveMail retrieve, AddThreadContext addThreads, FindInFiles files, IChatModels models,
    ReadCoverage coverage,
    DescribeCoverage describe, LinkMail link, AnswerExactly exactly, TimeProvider time)
{
    /// <summary>The answer when the mail does not hold one.</summary>
    public const string NotFoundText = "Your mail does not hold an answer to this question.";

    /// <summary>Mails named in <see cref="Answer.Retrieved"/>.</summary>
    private const int Named = 50;

    /// <summary>Mails shown where there is no answer.</summary>
    private const int ShownWithout = 3;

    /// <summary>Answers one question.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="question">The question.</param>
    /// <param name="changed">Is told when a stage begins and ends.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The question is empty or longer than <see cref="Question.MaxLength"/>.</exception>
    public async Task<Answer> AskAsync(Owner owner, Question question, Action<StageChange>? changed, CancellationToken cancellation) =>
        await AskAsync(owner, question, await models.GetActiveAsync(owner, cancellation), changed, cancellation);

    /// <summary>Answers one question with a model that was looked up already.</summary>
    internal async Task<Answer> AskAsync(
        Owner owner, Question question, ChatModel model, Action<StageChange>? changed, CancellationToken cancellation)
    {
        if (!Question.IsLegal(question.Text))
            throw new ArgumentException($"A question has 1 to {Question.MaxLength} characters.", nameof(question));
        if (await exactly.TryAnswerAsync(owner, question, cancellation) is { } exact)
            return exact;
        using var clock = new StageClock(time, changed);
        var understood = understand.Understand(question);

        clock.Begin("retrieve");
        var covered = await coverage.ReadAsync(owner, cancellation);
        var found = await retrieve.RetrieveAsync(owner, understood, cancellation);
        clock.Begin("thread_context");
        var widened = await addThreads.AddAsync(owner, understood.Query, found, cancellation);
        clock.Begin("analyse");
        var passages = SelectPassages.Select(understood, widened, model.Tokens, model.ContextTokens);
        clock.Begin("compliance");
        var allowed = CheckCompliance.Apply(passages, question.Policy);
        QuestionSignals.Redacted(allowed.Redactions);
        clock.Begin("answer");
        var (answer, complete, refusal) = await AskModelAsync(model, understood, allowed.Mails, cancellation);
        if (answer.Cited.Count == 0 && refusal is null
            && await files.FindAsync(owner, understood, found, cancellation) is { Count: > 0 } parts)
        {
            // What the mails themselves do not say may stand in what is attached to them.
            var attached = CheckCompliance.Apply(
                SelectPassages.Select(understood, parts, model.Tokens, model.ContextTokens), question.Policy);
            var second = await AskModelAsync(model, understood, attached.Mails, cancellation);
            if (second.Answer.Cited.Count > 0)
                (allowed, (answer, complete, refusal)) = (attached, second);
        }

        clock.End();

        var sources = await SourcesAsync(owner, understood, allowed.Mails, answer.Cited, cancellation);
        return new Answer(
            refusal ?? (sources.Count > 0 ? answer.Text
                : covered.Sentence is { } missing ? $"No answer was found so far. {missing}"
                : NotFoundSentence.Of(question.Text, allowed.Mails)),
            sources.Count > 0, sources,
            [.. widened.Select(static m => m.Mail.Message.Id).Take(Named)],
            new AnswerMetadata(
                widened.Count, allowed.Mails.Sum(m => model.Tokens.Count(m.Text)), clock.Total, clock.Stages,
                complete, Confidence(understood, sources, allowed.Mails), allowed.Redactions,
                allowed.Mails.Count(static m => m.IsShortened))
            {
                NotIndexed = covered.Pending,
                Reading = understood.Query.Reading,
                Coverage = await describe.DescribeAsync(owner, covered.Pending, cancellation),
            })
        {
            IsRefused = refusal is not null,
            Closest = sources.Count > 0 ? [] : await SourcesAsync(
                owner, understood, allowed.Mails, [.. Enumerable.Range(1, Math.Min(ShownWithout, allowed.Mails.Count))], cancellation),
        };
    }

    private async Task<(CheckedAnswer Answer, bool Complete, string? Refusal)> AskModelAsync(
        ChatModel model, UnderstoodQuestion question, IReadOnlyList<EvidenceMail> mails, CancellationToken cancellation)
    {
        try
        {
            var (answer, complete) = await AskModel.AskAsync(
                model, AnswerPrompt.Build(question, mails, time.GetUtcNow()), mails, question.Question.Policy, cancellation);
            return (answer, complete, null);
        }
        catch (ModelRefusedException e)
        {
            return (CheckedAnswer.None, false, e.Message);
        }
    }

    private async Task<List<AnswerSource>> SourcesAsync(
        Owner owner, UnderstoodQuestion question, IReadOnlyList<EvidenceMail> mails, IReadOnlyList<int> cited,
        CancellationToken cancellation)
    {
        var snippets = new Snippets(question.Query);
        var links = await link.LinkAsync(owner, [.. cited.Select(n => mails[n - 1].Mail.Message)], cancellation);
        return
        [
            .. cited.Select(n => mails[n - 1]).Select(m => new AnswerSource(m.Mail, snippets.Of(m.Text, 0, 0), m.Relevance)
            {
                Links = links[m.Mail.Message.Id],
                In = m.In,
            }),
        ];
    }

    /// <summary>By the share of the question's telling words that the sources hold.</summary>
    private static double Confidence(UnderstoodQuestion question, List<AnswerSource> sources, IReadOnlyList<EvidenceMail> mails)
    {
        if (sources.Count == 0 || question.Words.Count == 0)
            return 0;
        var held = sources.SelectMany(s => Held(question, s.Mail.Message, s.In?.Passage.Text ?? s.Mail.Message.Text));
        return MeasuredConfidence.Of(
            (double)held.Distinct().Count() / question.Stems.Count, mails.Any(m => IsPassedOver(m.Mail, sources)));
    }

    private static IEnumerable<int> Held(UnderstoodQuestion question, MailMessage mail, string text) =>
        question.Stems.In($"{mail.Subject} {mail.Sender}")
            .Union(question.Stems.In(text.AsSpan(0, Math.Min(text.Length, EvidenceText.MaxLength))));

    /// <summary>Whether a mail is later than all cited ones of its conversation.</summary>
    private static bool IsPassedOver(StoredMail mail, List<AnswerSource> sources)
    {
        var cited = sources.Where(s => s.Mail.Thread == mail.Thread).Select(static s => s.Mail.Message.Date).ToList();
        return cited.Count > 0 && mail.Message.Date > cited.Max();
    }
}
