using InboxMind.Core.Index;
using InboxMind.Core.Text;

namespace InboxMind.Core.Search;

/// <summary>Finds mail that is about the same as a mail: by the telling words of its subject and by what its beginning means.</summary>
public sealed class FindSimilar(SearchMail search, IMailStore store)
{
    /// <summary>The most messages found.</summary>
    public const int MaxLimit = 100;

    /// <summary>Characters of what its sender wrote that tell what it is about.</summary>
    private const int MaxText = 1_000;

    private const int MaxWords = 12;

    /// <summary>Finds them, the best first.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="id">The mail to compare with.</param>
    /// <param name="limit">At most this many, 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>Null when the owner has no such mail.</returns>
    public async Task<IReadOnlyList<SearchResult>?> FindAsync(Owner owner, EmailId id, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        if (await store.GetAsync(owner, [id], MailExtent.Listed, cancellation) is not [var mail])
            return null;
        var message = mail.Message;
        var own = NewText.Extract(message.Text);
        var text = $"{message.Subject}\n{MailLimits.Begin(own.Length > 0 ? own : message.Text, MaxText)}";
        var query = SearchQuery.Empty with { Text = text, Any = Telling(message.Subject.Length > 0 ? message.Subject : text) };
        var found = await search.SearchAsync(owner, query, limit + 1, cancellation);
        return [.. found.Where(f => f.Mail.Message.Id != id).Take(limit)];
    }

    private static List<string> Telling(string text) =>
        [.. Words.Split(text).Select(static w => w.Text).Where(static w => w.Length > 2 && !StopWords.Contains(w)).Distinct()
            .Take(MaxWords)];
}
