namespace InboxMind.Core.Sync.Fetching;

/// <summary>Messages of a folder on their way from the server to the store.</summary>
/// <param name="Mails">What was found, without those that are gone.</param>
/// <param name="Known">Stored messages among them.</param>
/// <param name="Raw">Content of the others, where the server delivered it.</param>
/// <param name="Problems">Why the rest could not be delivered.</param>
/// <param name="Pending">What is left to fetch once this is stored.</param>
/// <param name="ToFetch">About how many messages that are.</param>
internal sealed record FetchedBatch(
    IReadOnlyList<RemoteMail> Mails, IReadOnlyDictionary<uint, EmailId> Known, IReadOnlyDictionary<uint, ReadOnlyMemory<byte>> Raw,
    IReadOnlyDictionary<uint, FetchProblem> Problems, IReadOnlyList<UidRange> Pending, long ToFetch);

/// <summary>Why a message could not be delivered.</summary>
/// <param name="Reason">In words for the user, the rest of a sentence that began with the message.</param>
/// <param name="MayPass">Whether it is worth asking for it again later.</param>
internal readonly record struct FetchProblem(string Reason, bool MayPass);
