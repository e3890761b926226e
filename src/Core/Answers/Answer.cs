using InboxMind.Core.Index;
using InboxMind.Core.Search;

namespace InboxMind.Core.Answers;

/// <summary>An answer: every sentence of it cites a mail that was retrieved, or it says that the mail does not hold one.</summary>
/// <param name="Text">The answer, with [n] behind each sentence; n counts <paramref name="Sources"/> from 1.</param>
/// <param name="Found">Whether the mail holds an answer.</param>
/// <param name="Sources">The mails cited, in the order of their first citation.</param>
/// <param name="Retrieved">All mails retrieved, best first.</param>
/// <param name="Metadata">How it came about.</param>
public sealed record Answer(
    string Text, bool Found, IReadOnlyList<AnswerSource> Sources, IReadOnlyList<EmailId> Retrieved, AnswerMetadata Metadata)
{
    /// <summary>What the store counted for it; null when it did not.</summary>
    public ExactAnswer? Exact { get; init; }

    /// <summary>What stood nearest where the mail holds no answer, best first; empty with an answer. Nothing of it is claimed to
    /// answer.</summary>
    public IReadOnlyList<AnswerSource> Closest { get; init; } = [];

    /// <summary>Whether the model's content filter refused; the text says so.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The text in pieces that each hold to their sources: put together they are the text.</summary>
    public IReadOnlyList<string> Pieces => CitationCheck.Pieces(Text);

    /// <summary>The same without the texts of its mails, which can be long.</summary>
    internal Answer WithoutTexts() => this with
    {
        Sources = WithoutTexts(Sources),
        Closest = WithoutTexts(Closest),
    };

    private static IReadOnlyList<AnswerSource> WithoutTexts(IReadOnlyList<AnswerSource> mails) =>
        [.. mails.Select(static s => s with { Mail = s.Mail with { Message = s.Mail.Message with { Text = "" } } })];
}

/// <summary>A mail an answer cites.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Snippet">The part that fits best, personal data removed as in the answer.</param>
/// <param name="Relevance">How well it fits, 0 to 1; comparable within one answer only.</param>
public sealed record AnswerSource(StoredMail Mail, string Snippet, double Relevance)
{
    /// <summary>What opens the original.</summary>
    public IReadOnlyList<MailLink> Links { get; init; } = [];

    /// <summary>The attachment that was cited; null when it is the mail's own words.</summary>
    public FoundIn? In { get; init; }
}

/// <summary>How an answer came about.</summary>
/// <param name="RetrievalCount">Mails looked at.</param>
/// <param name="ContextTokens">Tokens of mail given to the model, by its own count.</param>
/// <param name="Elapsed">Time from question to answer.</param>
/// <param name="Stages">Time of each stage, in order.</param>
/// <param name="Complete">Whether the model ended on its own, and no sentence had to be dropped for want of a source.</param>
/// <param name="Confidence">How often such answers are right, 0 to 1; 0 without one. Measured for the offline model; of what the store
/// counts itself it says only whether the question was read without doubt.</param>
/// <param name="Redactions">Pieces of personal data removed.</param>
/// <param name="Shortened">Mails given to the model of which only a part was looked at, for being too long.</param>
public sealed record AnswerMetadata(
    int RetrievalCount, int ContextTokens, TimeSpan Elapsed, IReadOnlyList<(string Stage, TimeSpan Elapsed)> Stages, bool Complete,
    double Confidence, int Redactions, int Shortened = 0)
{
    /// <summary>Mails that are stored and could not be found, since the index does not hold them yet.</summary>
    public long NotIndexed { get; init; }

    /// <summary>How the search language was understood in the question.</summary>
    public QueryReading Reading { get; init; } = QueryReading.None;

    /// <summary>What mail there was to be searched.</summary>
    public SearchCoverage Coverage { get; init; } = SearchCoverage.None;
}
