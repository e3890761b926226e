using System.Globalization;
using InboxMind.Core.Counting;

namespace InboxMind.Api.Emails;

/// <summary>The threads in which an answer is waited for, over HTTP and from the command line: of the user (<c>on</c> is <c>me</c>) or of
/// others (<c>them</c>). <c>note</c> says why nothing is known, else it is null.</summary>
public sealed record WaitingResponse(string On, int Total, IReadOnlyList<WaitingThread> Threads, string? Next, string? Note)
{
    /// <summary>What <c>on</c> may be.</summary>
    public static IReadOnlyList<string> Sides { get; } = ["me", "them"];

    /// <summary>What was found; null when it is not known whose mail is the user's own.</summary>
    public static WaitingResponse From(bool isMine, OpenThreadPage? page, DateTimeOffset now) => new(
        Sides[isMine ? 0 : 1], page?.Total ?? 0,
        [.. (page?.Threads ?? []).Select(t => WaitingThread.From(t.Thread.Asked, t.Question, now))],
        page?.Next is { } next ? PageCursor.Write(next) : null,
        page is null ? "It is not known which addresses are yours: no mailbox is connected and there is no mail of a sent folder." : null);
}

/// <summary>A thread that waits: <c>email_id</c> is the mail that asks, <c>since</c> when it was written, <c>days</c> whole days since
/// then, <c>question</c> the sentence that asks.</summary>
public sealed record WaitingThread(
    string ThreadId, string EmailId, string Subject, string Sender, IReadOnlyList<string> Recipients, string Since, int Days,
    string Question)
{
    private const int MaxRecipients = 20;

    internal static WaitingThread From(MailHead asked, string question, DateTimeOffset now) => new(
        asked.Thread.Value, asked.Id.Value, asked.Subject, asked.Sender.ToString(),
        [.. asked.To.Take(MaxRecipients).Select(static a => a.ToString())],
        asked.Date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        (int)Math.Max(0, (now - asked.Date).TotalDays), question);
}
