namespace InboxMind.Core.Privacy;

/// <summary>Accounts that are being erased, so that an erasure that was interrupted goes on.</summary>
public interface IErasures
{
    /// <summary>Notes one that begins, unless one is going on: that one stays. One that is finished is noted as such only while
    /// the same one is still noted.</summary>
    Task SaveAsync(Owner owner, Erasure erasure, CancellationToken cancellation);

    /// <summary>The owner's erasure, or null when none is going on.</summary>
    Task<Erasure?> GetAsync(Owner owner, CancellationToken cancellation);

    /// <summary>Forgets it. Does nothing when there is none.</summary>
    Task RemoveAsync(Owner owner, CancellationToken cancellation);

    /// <summary>Whose accounts are being erased, the oldest first: the look-up of the sweep, ids only.</summary>
    Task<IReadOnlyList<UserId>> ListAsync(int limit, CancellationToken cancellation);
}
