namespace InboxMind.Embedded.Index.Shared;

/// <summary>One open index file, as the index of its user.</summary>
internal sealed class OneIndexFile(IndexFile file) : IIndexFiles
{
    /// <summary>Whether it turned out to be damaged.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Gives back the memory that it keeps between searches.</summary>
    public void Forget() => file.Codes.Forget();

    public IndexRental Rent(Owner owner) => new(this, file);

    public void Return(IndexFile file)
    {
        // It is closed by who opened it.
    }

    public bool Has(Owner owner) => true;

    public void Discard(IndexFile file) => IsDamaged = true;

    public Task<bool> EraseAsync(Owner owner, CancellationToken cancellation) =>
        throw new NotSupportedException("A shared index is erased where it is shared.");
}
