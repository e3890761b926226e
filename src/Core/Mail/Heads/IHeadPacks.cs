namespace InboxMind.Core.Mail.Heads;

/// <summary>Keeps the heads of large mailboxes packed, so that all of them are read at once. Whatever changes a head, in any process, makes
/// its pack void in the same transaction; what is void or was never packed is packed when it is read.</summary>
public interface IHeadPacks
{
    /// <summary>The heads of all of an owner's messages, of one moment.</summary>
    /// <returns>Null where the mailbox is so small, or lies so thin among those of others, that packs are not worth it.</returns>
    Task<IReadOnlyList<HeadPack>?> ReadAsync(Owner owner, CancellationToken cancellation);

    /// <summary>Keeps the digests of texts that were computed for packs, as long as the packs are not void.</summary>
    Task KeepTextsAsync(Owner owner, IReadOnlyList<HeadPack> packs, CancellationToken cancellation);
}
