using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Index;
using InboxMind.Core.Search;

namespace InboxMind.Core.Answers.Evidence;

/// <summary>Finds what attachments say to a question that the words of mails do not answer.</summary>
public sealed class FindInFiles(IAttachmentIndex? attachments = null)
{
    /// <summary>The part of each mail's attachments that holds most of the question's words, those that hold most of them first.</summary>
    public async Task<IReadOnlyList<EvidenceMail>> FindAsync(
        Owner owner, UnderstoodQuestion question, IReadOnlyList<EvidenceMail> mails, CancellationToken cancellation)
    {
        var attached = mails.Where(static m => m.Mail.Message.Attachments.Count > 0).ToList();
        if (attachments is null || attached.Count == 0)
            return [];
        var read = await attachments.AttachmentsAsync(owner, [.. attached.Select(static m => m.Mail.Message.Id)], cancellation);
        var finder = new AttachmentFinder(question.Query);
        return
        [
            .. attached.Where(m => read.ContainsKey(m.Mail.Message.Id))
                .Select(m => (Mail: m, Found: finder.Best(m.Mail.Message, read[m.Mail.Message.Id], 1)))
                .Where(static m => m.Found is not null)
                .OrderByDescending(m => question.Stems.In(m.Found!.Passage.Text).Count).ThenByDescending(static m => m.Mail.Relevance)
                .Select(static m => m.Mail with { Text = m.Found!.Passage.Text, Around = 0, In = m.Found }),
        ];
    }
}
