namespace InboxMind.Api.Requests;

/// <summary>A page of a list that is read whole, since a user has few of what it holds.</summary>
/// <typeparam name="T">What it holds.</typeparam>
/// <param name="Items">Those of the page.</param>
/// <param name="Next">The cursor of the one behind it; null on the last.</param>
/// <param name="Total">How many the list holds; null unless asked for.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next, long? Total)
{
    /// <param name="all">The list, in its order.</param>
    /// <param name="page">What of it is asked for.</param>
    /// <param name="isBehind">Whether an item stands behind a place.</param>
    /// <param name="write">Makes the cursor of an item.</param>
    /// <typeparam name="TPlace">A place in the list.</typeparam>
    public static Page<T> Of<TPlace>(
        IReadOnlyCollection<T> all, PageRequest<TPlace> page, Func<T, TPlace, bool> isBehind, Func<T, string> write)
    {
        List<T> found = [.. all.Where(item => page.After is null || isBehind(item, page.After)).Skip(page.Skip).Take(page.Limit + 1)];
        return new Page<T>(
            [.. found.Take(page.Limit)], found.Count > page.Limit ? write(found[page.Limit - 1]) : null,
            page.IncludeTotal ? all.Count : null);
    }
}
