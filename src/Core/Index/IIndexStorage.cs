namespace InboxMind.Core.Index;

/// <summary>Where index files lie that several instances share, such as in blobs. A user's index is packs, which are written once and never
/// change, and one head, which says what they make up. A write becomes true when the head is swapped. A deployment without one keeps index
/// files on its disk alone.</summary>
public interface IIndexStorage
{
    /// <summary>Reads the head; null when there is none.</summary>
    /// <param name="owner">Whose index.</param>
    /// <param name="known">What was read last; given back itself when it is still there.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IndexHead?> ReadHeadAsync(Owner owner, IndexHead? known, CancellationToken cancellation);

    /// <summary>Swaps the head as one step.</summary>
    /// <param name="owner">Whose index.</param>
    /// <param name="content">The new head.</param>
    /// <param name="before">The head to replace; null when there must be none.</param>
    /// <param name="turn">The turn that was taken; null when none was.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>The new head; null when another one is there, which may be this one, written by a call whose answer was lost; or when it is
    /// another's turn.</returns>
    Task<IndexHead?> TryWriteHeadAsync(
        Owner owner, ReadOnlyMemory<byte> content, IndexHead? before, Guid? turn, CancellationToken cancellation);

    /// <summary>Takes the turn, for who was beaten by another writer: others wait until it is given back, or a short time is over. A head
    /// must be there.</summary>
    /// <returns>False when another has it.</returns>
    Task<bool> TryTakeTurnAsync(Owner owner, Guid turn, CancellationToken cancellation);

    /// <summary>Gives the turn back.</summary>
    Task GiveBackTurnAsync(Owner owner, Guid turn, CancellationToken cancellation);

    /// <summary>Deletes the head, if it is still this one.</summary>
    Task DeleteHeadAsync(Owner owner, IndexHead head, CancellationToken cancellation);

    /// <summary>Reads a pack; null when it is not there.</summary>
    Task<ReadOnlyMemory<byte>?> ReadPackAsync(Owner owner, string name, CancellationToken cancellation);

    /// <summary>Writes a pack, under a name that none had before: lower-case letters, digits and hyphens.</summary>
    Task WritePackAsync(Owner owner, string name, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Deletes packs; those that are not there are left out.</summary>
    Task DeletePacksAsync(Owner owner, IReadOnlyCollection<string> names, CancellationToken cancellation);

    /// <summary>Deletes all of an owner.</summary>
    /// <returns>Whether there was anything.</returns>
    Task<bool> DeleteAllAsync(Owner owner, CancellationToken cancellation);

    /// <summary>Deletes packs of all users that no head names, such as of writers that were stopped.</summary>
    /// <param name="writtenBefore">Younger ones may belong to a head that is still to be written.</param>
    /// <param name="named">The packs that a head names.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>How many.</returns>
    Task<int> DeleteLeftoversAsync(
        DateTimeOffset writtenBefore, Func<ReadOnlyMemory<byte>, IReadOnlyCollection<string>> named, CancellationToken cancellation);
}

/// <summary>The head of an index.</summary>
/// <param name="Tag">Another one for each that is written.</param>
/// <param name="Content">What was written.</param>
public sealed record IndexHead(string Tag, ReadOnlyMemory<byte> Content);
