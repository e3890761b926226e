using System.Globalization;
using System.Text.Json.Serialization;
using InboxMind.Api.Search;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;

namespace InboxMind.Api.Rag;

/// <summary>An answer as programs get it, over HTTP and from the command line.</summary>
public sealed record QueryResponse(string Answer, IReadOnlyList<QuerySource> Sources, QueryMetadata Metadata)
{
    /// <summary>Where there is no answer: the mails that stood nearest to the question, three at most. None of them is said to answer
    /// it.</summary>
    public IReadOnlyList<QuerySource> Closest { get; init; } = [];

    public static QueryResponse From(ConversationAnswer answer, string requestId)
    {
        var response = From(answer.Answer, requestId);
        return response with
        {
            Metadata =
            response.Metadata with { Cached = answer.Cached, Kept = answer.IsKept, ConversationId = answer.Conversation.Value }
        };
    }

    /// <summary>An answer outside of any conversation.</summary>
    public static QueryResponse From(Answer answer, string requestId) => new(
        answer.Text,
        [.. answer.Sources.Select(QuerySource.From)],
        new QueryMetadata(
            requestId, answer.Metadata.RetrievalCount, answer.Metadata.ContextTokens,
            Math.Round(answer.Metadata.Elapsed.TotalMilliseconds, 1),
            answer.Metadata.Stages.ToDictionary(static s => s.Stage, static s => Math.Round(s.Elapsed.TotalMilliseconds, 1)),
            answer.Found, answer.Metadata.Complete, Math.Round(answer.Metadata.Confidence, 2), answer.Metadata.Redactions,
            answer.Metadata.Shortened, answer.Metadata.NotIndexed == 0, answer.Metadata.NotIndexed,
            SearchReport.From(answer.Metadata.Reading, answer.Metadata.Coverage), Cached: false, Kept: null, ConversationId: null))
    {
        Closest = [.. answer.Closest.Select(QuerySource.From)],
        Counted = ExactResponse.From(answer.Exact),
    };

    /// <summary>What the store counted for the answer; null when it counted nothing.</summary>
    public ExactResponse? Counted { get; init; }
}

/// <summary>A mail the answer cites; the first is [1].</summary>
public sealed record QuerySource(
    string EmailId, string ThreadId, string Subject, string Sender, string Date, string Snippet, double RelevanceScore,
    IReadOnlyList<LinkResponse> Links, FoundInResponse? In)
{
    internal static QuerySource From(AnswerSource source) => new(
        source.Mail.Message.Id.Value, source.Mail.Thread.Value, source.Mail.Message.Subject, source.Mail.Message.Sender.ToString(),
        source.Mail.Message.Date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), source.Snippet,
        Math.Round(source.Relevance, 4), LinkResponse.From(source.Links), FoundInResponse.From(source.In));
}

/// <summary>How the answer came about. Times are in milliseconds, <c>confidence</c> is 0 to 1. <c>index_complete</c> is false while mail is
/// stored that the index does not hold: <c>not_indexed</c> mails could not be found. <c>kept</c> is false when question and answer are not
/// in the history: it is off, or the disk is full.</summary>
public sealed record QueryMetadata(
    string RequestId, int RetrievalCount, int ContextTokens, double ProcessingTimeMs, IReadOnlyDictionary<string, double> StageTimingsMs,
    bool Found, bool AnswerComplete, double Confidence, int Redactions, int MailsShortened, bool IndexComplete, long NotIndexed,
    SearchReport Search, bool Cached,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Kept,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ConversationId);
