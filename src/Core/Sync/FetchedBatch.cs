using InboxMind.Core.Mail;

namespace InboxMind.Core.Sync;

/// <summary>Messages of a folder on their way from the server to the store.</summary>
/// <param name="Mails">What was found, without those that are gone.</param>
/// <param name="Known">Stored messages among them.</param>
/// <param name="Raw">Content of the others, where the server delivered it.</param>
/// <param name="Problems">Why the rest could not be delivered.</param>
/// <param name="Pending">What is left to fetch once this is stored.</param>
internal sealed record FetchedBatch(
    IReadOnlyList<RemoteMail> Mails, IReadOnlyDictionary<uint, EmailId> Known, IReadOnlyDictionary<uint, ReadOnlyMemory<byte>> Raw,
    IReadOnlyDictionary<uint, string> Problems, IReadOnlyList<UidRange> Pending);
