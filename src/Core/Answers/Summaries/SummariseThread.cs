namespace InboxMind.Core.Answers.Summaries;

/// <summary>Sums up a thread from its newest mails alone.</summary>
public sealed class SummariseThread(IMailStore store, SumUpMails sumUp)
{
    /// <returns>The thread as it is called now and its summary; null when the owner has no such thread.</returns>
    public async Task<(ThreadId Thread, MailSummary Summary)?> SummariseAsync(
        Owner owner, ThreadId thread, TimeZoneInfo zone, RedactionPolicy policy, CancellationToken cancellation)
    {
        var mails = await store.GetThreadAsync(owner, thread, SumUpMails.MaxMails, cancellation);
        return mails.Count == 0 ? null
            : (mails[^1].Thread, await sumUp.SumUpAsync(
                owner, mails, mails.SkipLast(1).Select(static m => m.Message.Id).ToHashSet(), zone, policy, cancellation));
    }
}
