using System.Runtime.CompilerServices;
using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Core.Privacy;

/// <summary>Writes what was read of attachments, which an export holds themselves within their mails.</summary>
public sealed class ExportAttachments(IMailStore store, IAttachmentIndex? attachments = null)
{
    /// <summary>Mails whose texts are held at once.</summary>
    private const int Page = 20;

    internal async IAsyncEnumerable<AttachmentOfExport> ReadAsync(Owner owner, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (attachments is null)
            yield break;
        EmailId? after = null;
        while (await store.HeadsAsync(owner, after, Page, cancellation) is { Count: > 0 } heads)
        {
            after = heads[^1].Id;
            foreach (var (id, readings) in await attachments.AttachmentsAsync(owner, [.. heads.Select(static h => h.Id)], cancellation))
            {
                for (var i = 0; i < readings.Count; i++)
                {
                    yield return new AttachmentOfExport(
                        id.Value, i + 1, AttachmentReasons.Name(readings[i].Outcome),
                        [.. readings[i].Passages.Select(static p => new TextOfExport(p.Text, p.Entry, p.Page, p.Sheet, p.Slide))]);
                }
            }
        }
    }
}
