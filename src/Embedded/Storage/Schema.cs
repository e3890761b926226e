namespace InboxMind.Embedded.Storage;

/// <summary>A database's tables, as steps from each version to the next.</summary>
/// <param name="Steps">Step n brings version n to n + 1; the newest version is the number of steps.</param>
internal sealed record Schema(params IReadOnlyList<string> Steps)
{
    /// <summary>A table that tells the database from others; null where any is taken.</summary>
    public string? Table { get; init; }

    /// <summary>Whether a new file gives back what is erased from it, see <see cref="SqliteDatabase.EmptyLogAsync"/>. Others only write
    /// over it.</summary>
    public bool Shrinks { get; init; }
}
