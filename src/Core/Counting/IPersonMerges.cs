namespace InboxMind.Core.Counting;

/// <summary>What users say of which addresses are one person's.</summary>
public interface IPersonMerges
{
    /// <summary>All of them, in the order of their ids.</summary>
    Task<IReadOnlyList<PersonMerge>> ListAsync(Owner owner, CancellationToken cancellation);

    /// <summary>Stores one, in the place of the one with its id.</summary>
    Task SaveAsync(Owner owner, PersonMerge merge, CancellationToken cancellation);

    /// <summary>Deletes one.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> DeleteAsync(Owner owner, string id, CancellationToken cancellation);
}
