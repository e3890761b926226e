using InboxMind.Api.Rag;
using InboxMind.Core.Answers.Summaries;

namespace InboxMind.Api.Emails;

/// <summary>Mail summed up, with <c>[n]</c> behind each sentence; the first source is [1]. <c>emails_read</c> of <c>emails</c> mails were
/// read for it.</summary>
public sealed record MailSummaryResponse(
    string Summary, IReadOnlyList<QuerySource> Sources, bool SummaryComplete, int Redactions, int Emails, int EmailsRead)
{
    /// <summary>A summary as it is given.</summary>
    public static MailSummaryResponse From(MailSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return new MailSummaryResponse(
            summary.Text, [.. summary.Sources.Select(QuerySource.From)], summary.Complete, summary.Redactions, summary.Mails, summary.Read);
    }
}
