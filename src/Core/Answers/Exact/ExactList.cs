namespace InboxMind.Core.Answers.Exact;

/// <summary>A page of the mails that an exact answer rests on.</summary>
/// <param name="Answer">The answer without its items; its total is the number of mails.</param>
/// <param name="Page">The mails of the page.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record ExactList(ExactAnswer Answer, IReadOnlyList<MailHead> Page, MailPosition? Next);
