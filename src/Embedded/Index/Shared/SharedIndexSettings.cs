namespace InboxMind.Embedded.Index.Shared;

/// <summary>How shared indexes are kept on an instance.</summary>
internal sealed record SharedIndexSettings
{
    /// <summary>For so long what was seen of a head is taken for what it is: a question asks the index several times.</summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After this long at most a writer that waits for others gives up for now.</summary>
    public TimeSpan WaitForTurn { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For so long packs may hold, under pages written since, what was erased.</summary>
    public TimeSpan ErasedWithin { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Bytes of copies on the disk; those used last stay.</summary>
    public long CacheBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>A copy that was not used for so long is deleted: its user may have been erased by another instance.</summary>
    public TimeSpan UnusedFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Copies that stay open, those used last: each holds a few megabytes of memory.</summary>
    public int MaxOpen { get; init; } = 32;
}
