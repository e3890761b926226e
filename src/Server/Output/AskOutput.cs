using InboxMind.Core.Answers;

namespace InboxMind.Server.Output;

/// <summary>What <c>ask --json</c> prints: the same as <c>POST /api/v1/rag/query</c>.</summary>
internal sealed record AskOutput(string Answer, IReadOnlyList<SourceOutput> Sources, MetadataOutput Metadata)
{
    public static AskOutput Of(Answer answer) => new(
        answer.Text,
        [.. answer.Sources.Select(static s => new SourceOutput(
            s.Mail.Message.Id.Value, s.Mail.Thread.Value, s.Mail.Message.Subject, s.Mail.Message.Sender.ToString(),
            Text.Rfc3339(s.Mail.Message.Date), s.Snippet, Math.Round(s.Relevance, 4)))],
        new MetadataOutput(
            answer.Metadata.RetrievalCount, answer.Metadata.ContextTokens, Math.Round(answer.Metadata.Elapsed.TotalMilliseconds, 1),
            answer.Metadata.Stages.ToDictionary(static s => s.Stage, static s => Math.Round(s.Elapsed.TotalMilliseconds, 1)),
            answer.Metadata.Complete, Math.Round(answer.Metadata.Confidence, 2), answer.Metadata.Redactions, answer.Found));
}

/// <summary>A mail the answer cites.</summary>
internal sealed record SourceOutput(
    string EmailId, string ThreadId, string Subject, string Sender, string Date, string Snippet, double RelevanceScore);

/// <summary>How the answer came about.</summary>
internal sealed record MetadataOutput(
    int RetrievalCount, int ContextTokens, double ProcessingTimeMs, IReadOnlyDictionary<string, double> StageTimingsMs,
    bool AnswerComplete, double Confidence, int Redactions, bool Found);
