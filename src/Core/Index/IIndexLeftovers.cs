namespace InboxMind.Core.Index;

/// <summary>What shared indexes have left behind in their storage.</summary>
public interface IIndexLeftovers
{
    /// <summary>Deletes what no index needs, such as of writers that were stopped, and what holds mail erased a while ago.</summary>
    /// <returns>How many pieces were deleted.</returns>
    Task<int> DeleteAsync(CancellationToken cancellation);
}
