using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Core.Search;

/// <summary>Tells what mail a search or an answer is made from.</summary>
public sealed class DescribeCoverage(
    IMailStore store, IMailboxStore mailboxes, ISetAsideMail aside, IMailIndex index, IEmbeddingModels models,
    CountEncrypted encrypted, AttachmentLimits limits, IAttachmentIndex? attachments = null)
{
    /// <summary>Folders named of one mailbox.</summary>
    public const int MaxFolders = 50;

    /// <summary>Describes it.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="withoutText">What the index does not hold, when that is known already.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<SearchCoverage> DescribeAsync(Owner owner, long withoutText, CancellationToken cancellation)
    {
        var folders = (await store.FoldersAsync(owner, cancellation)).ToLookup(static f => f.Mailbox, static f => f.Folder);
        var names = (await mailboxes.ListAsync(owner, cancellation)).ToDictionary(static m => m.Id, Name);
        var model = await models.GetActiveAsync(owner, cancellation);
        return new SearchCoverage(
            [
                .. folders.Select(f => new CoveredMailbox(
                    f.Key, names.GetValueOrDefault(f.Key, f.Key.Value), [.. f.Take(MaxFolders)], f.Count())),
            ],
            await store.CountAsync(owner, cancellation),
            await EndAsync(owner, oldestFirst: true, cancellation), await EndAsync(owner, oldestFirst: false, cancellation), withoutText,
            model is null ? 0 : await index.CountWithoutVectorsAsync(owner, model.Key, cancellation),
            await aside.CountAsync(owner, mailbox: null, cancellation))
        {
            Attachments = attachments is null
                ? AttachmentCounts.None
                : await attachments.CountAttachmentsAsync(owner, AttachmentVersion.Of(limits), cancellation),
            Encrypted = await encrypted.CountAsync(owner, cancellation),
        };
    }

    private static string Name(Mailbox mailbox) => mailbox.Connection?.ToString() ?? mailbox.Name;

    private async Task<DateTimeOffset?> EndAsync(Owner owner, bool oldestFirst, CancellationToken cancellation) =>
        await store.ListAsync(owner, MailConditions.None, new MailRange(null, 0, 1) { OldestFirst = oldestFirst }, cancellation)
            is [var end]
            ? end.Date
            : null;
}
