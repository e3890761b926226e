using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Asking;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Index;
using InboxMind.Core.Search;
using InboxMind.Embedded.Index;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Evaluation;

/// <summary>The documents that the program finds when it ranks in a certain way.</summary>
internal sealed class Finder(EvaluatedMailbox mailbox, Ranking ranking) : IAsyncDisposable
{
    private readonly ServiceProvider _services = mailbox.With(ranking);

    private SearchMail Search => _services.GetRequiredService<SearchMail>();

    /// <summary>What <c>search</c> finds.</summary>
    public async Task<IReadOnlyList<string>> SearchAsync(string query, int limit, CancellationToken cancellation) =>
        await DocumentsAsync(Search.Understand(query, TimeZoneInfo.Utc), limit, cancellation);

    /// <summary>What the index alone finds for a question as <c>ask</c> reads it.</summary>
    public async Task<IReadOnlyList<string>> SearchQuestionAsync(string question, int limit, CancellationToken cancellation) =>
        await DocumentsAsync(
            _services.GetRequiredService<UnderstandQuestion>().Understand(Question(question)).Query, limit, cancellation);

    /// <summary>What <c>ask</c> takes for an answer.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(string question, int limit, CancellationToken cancellation)
    {
        var answer = await _services.GetRequiredService<AskQuestion>().AskAsync(Owner.Local, Question(question), null, cancellation);
        return [.. answer.Retrieved.SelectMany(mailbox.Documents).Take(limit)];
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static Question Question(string text) => new(text, MailFilter.None, TimeZoneInfo.Utc);

    private async Task<IReadOnlyList<string>> DocumentsAsync(SearchQuery query, int limit, CancellationToken cancellation)
    {
        var hits = await Search.HitsAsync(Owner.Local, query, [query.Filter], limit, cancellation);
        return [.. hits.SelectMany(h => mailbox.Documents(h.Id)).Take(limit)];
    }
}
