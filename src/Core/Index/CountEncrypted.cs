using InboxMind.Core.Index.Conditions;

namespace InboxMind.Core.Index;

/// <summary>Counts the mails that are encrypted and could not be read.</summary>
public sealed class CountEncrypted(IMailIndex index)
{
    private static readonly SearchQuery Asked = SearchQuery.Empty with { Where = new IsEncrypted() };

    /// <summary>Counts those that the index holds.</summary>
    public Task<long> CountAsync(Owner owner, CancellationToken cancellation) =>
        index.CountAsync(owner, Asked, among: null, cancellation);
}
