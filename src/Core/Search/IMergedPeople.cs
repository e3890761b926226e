namespace InboxMind.Core.Search;

/// <summary>Knows which addresses the user said are one person's.</summary>
public interface IMergedPeople
{
    /// <summary>All addresses of those whom a name or an address means, as far as they were merged.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="typed">A name or an address, as it was typed.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>In lower case; none when nothing was merged.</returns>
    Task<IReadOnlyList<string>> MergedAsync(Owner owner, string typed, CancellationToken cancellation);
}
