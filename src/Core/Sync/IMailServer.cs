namespace InboxMind.Core.Sync;

/// <summary>A mailbox on a server, signed in, read only. One call at a time. Every call throws <see cref="MailServerException"/>
/// when the server or the network does not do what it should; an answer is then never taken for whole.</summary>
public interface IMailServer : IAsyncDisposable
{
    /// <summary>What of the server is done without; see <see cref="Mailboxes.ImapConnection.Without"/>.</summary>
    string Without => "";

    /// <summary>All folders that can hold mail, with their state. Whole, or an exception.</summary>
    Task<IReadOnlyList<RemoteFolder>> ListAsync(CancellationToken cancellation);

    /// <summary>Opens a folder in place of the one open before.</summary>
    Task<IOpenFolder> OpenAsync(string folder, CancellationToken cancellation);

    /// <summary>Asks to be told of changes in all folders of the person's own (NOTIFY, RFC 5465) while waiting at the one that is
    /// open.</summary>
    /// <returns>Whether the server does; else only changes of the open folder are told.</returns>
    Task<bool> NotifyAsync(CancellationToken cancellation) => Task.FromResult(false);
}

/// <summary>The folder that is open now.</summary>
public interface IOpenFolder
{
    /// <summary>Its state when it was opened.</summary>
    RemoteFolder State { get; }

    /// <summary>Whether <see cref="ChangesAsync"/> tells of deletions (QRESYNC, RFC 7162).</summary>
    bool TellsVanished { get; }

    /// <summary>All UIDs, ascending; null when the server does not tell them all.</summary>
    Task<IReadOnlyList<uint>?> ListAsync(CancellationToken cancellation);

    /// <summary>The UIDs in a range, ascending.</summary>
    /// <param name="range">The range.</param>
    /// <param name="since">Only what the server received on this day or later; null for all.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<uint>> FindAsync(UidRange range, DateOnly? since, CancellationToken cancellation);

    /// <summary>What is known of messages without their content. Messages that are gone are left out.</summary>
    Task<IReadOnlyList<RemoteMail>> DescribeAsync(IReadOnlyList<uint> uids, CancellationToken cancellation);

    /// <summary>The headers of messages as they are, by UID. Messages that are gone are left out. Headers that are too long to be
    /// compared break the connection.</summary>
    Task<IReadOnlyDictionary<uint, ReadOnlyMemory<byte>>> HeadersAsync(IReadOnlyList<uint> uids, CancellationToken cancellation);

    /// <summary>The Message-ID fields of messages as they are, by UID. Messages that have none are left out, and all of them where the
    /// server is not asked: then messages are told apart by all their headers.</summary>
    Task<IReadOnlyDictionary<uint, ReadOnlyMemory<byte>>> MessageIdsAsync(IReadOnlyList<uint> uids, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<uint, ReadOnlyMemory<byte>>>(new Dictionary<uint, ReadOnlyMemory<byte>>());

    /// <summary>Messages as they are, by UID. Messages that are gone, and those the server does not deliver, are left out.</summary>
    /// <param name="uids">The messages.</param>
    /// <param name="maxBytes">A longer one is an error, whatever size the server had told.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyDictionary<uint,
    ReadOnlyMemory<byte>>> FetchAsync(IReadOnlyList<uint> uids, int maxBytes, CancellationToken cancellation);

    /// <summary>The flags in a range of UIDs.</summary>
    Task<IReadOnlyList<RemoteFlags>> FlagsAsync(UidRange range, CancellationToken cancellation);

    /// <summary>What changed in a range of UIDs since a mod-sequence (RFC 7162).</summary>
    Task<FolderChanges> ChangesAsync(UidRange range, ulong sinceModSeq, CancellationToken cancellation);

    /// <summary>Waits until the server says that something changed (IDLE, RFC 2177), or for a while where it cannot say.</summary>
    /// <returns>Whether something changed.</returns>
    Task<bool> WaitForChangeAsync(TimeSpan atMost, CancellationToken cancellation);
}

/// <summary>A folder on the server and its state (RFC 9051, STATUS).</summary>
/// <param name="Name">The full name with '/' between levels.</param>
/// <param name="Use">What it is for (RFC 6154).</param>
/// <param name="UidValidity">Its UIDVALIDITY; 0 when the server gave none.</param>
/// <param name="UidNext">The UID of the next message; 0 when the server did not say.</param>
/// <param name="HighestModSeq">RFC 7162; 0 when the server does not count.</param>
/// <param name="Exists">Messages in it.</param>
public sealed record RemoteFolder(string Name, FolderUse Use, uint UidValidity, uint UidNext, ulong HighestModSeq, uint Exists)
{
    /// <summary>Whose it is (RFC 2342).</summary>
    public FolderOwner Owner { get; init; }
}

/// <summary>Whose a folder is (RFC 2342, NAMESPACE).</summary>
public enum FolderOwner
{
    /// <summary>The person's who signed in.</summary>
    Self,

    /// <summary>Another person's, who lets this one read it.</summary>
    AnotherUser,

    /// <summary>Everyone's, such as a public folder.</summary>
    Shared,
}

/// <summary>What a folder is for.</summary>
public enum FolderUse
{
    Other,
    Inbox,
    Sent,
    Archive,

    /// <summary>Holds every message of the mailbox, such as Gmail's All Mail.</summary>
    All,
    Drafts,
    Junk,
    Trash,

    /// <summary>A view of messages that lie elsewhere, such as Gmail's Starred and Important.</summary>
    View,
}

/// <summary>What is known of a message without its content.</summary>
/// <param name="Uid">The message.</param>
/// <param name="Flags">Its flags and labels.</param>
/// <param name="Size">Bytes, as the server tells.</param>
/// <param name="Received">When the server received it.</param>
/// <param name="RemoteId">See <see cref="Mail.Placement.RemoteId"/>.</param>
public sealed record RemoteMail(uint Uid, RemoteFlags Flags, long Size, DateTimeOffset? Received, string? RemoteId)
{
    /// <summary>The server's own name of the thread, when it has one: THREADID (RFC 8474) or Gmail's X-GM-THRID.</summary>
    public string? RemoteThread { get; init; }
}

/// <summary>What changed in a folder.</summary>
/// <param name="Flags">Messages whose flags may have changed.</param>
/// <param name="Vanished">UIDs that are gone or never were; null when the server does not tell.</param>
public sealed record FolderChanges(IReadOnlyList<RemoteFlags> Flags, IReadOnlyList<UidRange>? Vanished);
