namespace InboxMind.Embedded.Index;

/// <summary>Opens index files, one a user.</summary>
internal interface IIndexFiles
{
    /// <summary>Takes a user's index, which stays open until it is given back.</summary>
    IndexRental Rent(Owner owner);

    /// <summary>Gives an index back.</summary>
    void Return(IndexFile file);

    /// <summary>Whether a user has an index.</summary>
    bool Has(Owner owner);

    /// <summary>Throws a file away that turned out to be damaged. All it holds is made from the store.</summary>
    void Discard(IndexFile file);

    /// <summary>Deletes a user's index whole: words, vectors, cache and logs.</summary>
    /// <returns>Whether there was anything.</returns>
    Task<bool> EraseAsync(Owner owner, CancellationToken cancellation);
}
