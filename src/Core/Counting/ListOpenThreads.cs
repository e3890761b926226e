using InboxMind.Core.Text;

namespace InboxMind.Core.Counting;

/// <summary>Lists the threads in which an answer is waited for page by page, with what is asked.</summary>
public sealed class ListOpenThreads(FindOpenThreads find, IMailStore store)
{
    private static readonly MailExtent Read = new(20_000, 1, 0);

    /// <summary>Lists them, the longest waiting first.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="isMine">Whether the owner's answers are waited for; else those of others.</param>
    /// <param name="range">Which page; its order is always from the oldest.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>Null when it is not known which addresses are the owner's.</returns>
    public async Task<OpenThreadPage?> ListAsync(Owner owner, bool isMine, MailRange range, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(range);
        if (await find.FindAsync(owner, isMine, cancellation) is not { } all)
            return null;
        var rest = range.After is { } after ? all.SkipWhile(t => MailOrder(t.Asked.Position, after) <= 0) : all;
        var page = rest.Skip(range.Skip).Take(range.Limit + 1).ToList();
        MailPosition? next = page.Count > range.Limit && range.Limit > 0 ? page[range.Limit - 1].Asked.Position : null;
        page = [.. page.Take(range.Limit)];
        var texts = (await store.GetAsync(owner, [.. page.Select(static t => t.Asked.Id)], Read, cancellation))
            .ToDictionary(static m => m.Message.Id, static m => m.Message.Text);
        return new OpenThreadPage(
            all.Count,
            [.. page.Select(t => (t, texts.TryGetValue(t.Asked.Id, out var text) ? AskedSentence.First(text) ?? "" : ""))], next);
    }

    private static int MailOrder(MailPosition one, MailPosition other) =>
        one.Date != other.Date ? one.Date.CompareTo(other.Date) : string.CompareOrdinal(one.Id.Value, other.Id.Value);
}
