namespace InboxMind.Azure.Search;

/// <summary>What an owner has in the index of the layout before the present one.</summary>
internal sealed class EarlierIndex(SearchService service, Owner owner)
{
    /// <summary>The keys of the models that there are vectors of, which lie in indexes of their own and go on.</summary>
    public async Task<IReadOnlyList<string>> ModelsAsync(CancellationToken cancellation) =>
        (await SearchState.ReadAsync(service, SearchIndexes.EarlierMails, owner, cancellation)).Models;

    public Task RemoveAsync(IEnumerable<EmailId> ids, CancellationToken cancellation) =>
        service.DeleteAsync(SearchIndexes.EarlierMails, [.. ids.Select(id => SearchKeys.Mail(owner, id))], cancellation);

    /// <returns>Whether there were any.</returns>
    public Task<bool> EraseMailsAsync(CancellationToken cancellation) =>
        service.DeleteAllAsync(SearchIndexes.EarlierMails, SearchConditions.Of(owner), cancellation);

    /// <summary>Deletes it, and the index too when no one else has anything in it.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> EraseAsync(CancellationToken cancellation)
    {
        if (await service.CountAsync(SearchIndexes.EarlierMails, "", cancellation) == 0)
            return false;
        var any = await EraseMailsAsync(cancellation);
        any |= await service.DeleteAllAsync(SearchIndexes.EarlierMails, SearchState.Filter(owner), cancellation);
        if (any)
            await service.DropIfEmptyAsync(SearchIndexes.EarlierMails, cancellation);
        return any;
    }
}
