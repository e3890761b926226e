namespace InboxMind.Embedded.Storage;

/// <summary>How a SQLite file is used.</summary>
internal enum SqliteUse
{
    /// <summary>By several processes, for good.</summary>
    Shared,

    /// <summary>Read as it is, while nothing writes to the file itself. What a log beside it holds is not seen.</summary>
    Frozen,

    /// <summary>Written by one who may take it all back: what is written stays in the log until <see cref="SqliteDatabase.Settle"/>. It
    /// is a copy, which need not outlive the machine.</summary>
    Staged,
}
