using System.Globalization;
using InboxMind.Core.Counting;

namespace InboxMind.Api.Emails;

/// <summary>How many mails there are, over HTTP and from the command line. Copies of one message count once: <c>copies</c> were left out.
/// <c>exact</c> is false while <c>not_indexed</c> mails are stored that could not be looked at.</summary>
public sealed record CountResponse(
    long Count, bool Exact, long Copies, long NotIndexed, string Reading, IReadOnlyList<string> Notes, IReadOnlyList<CountGroup> Groups,
    IReadOnlyList<CountedMail> Emails, string? Next)
{
    /// <summary>A count as it was understood.</summary>
    public static CountResponse From(MailTally tally, string reading, IReadOnlyList<string> notes)
    {
        ArgumentNullException.ThrowIfNull(tally);
        return new CountResponse(
            tally.Count, tally.IsExact, tally.Copies, tally.NotIndexed, reading, notes,
            [.. tally.Groups.Select(static g => new CountGroup(g.Key, g.Name, g.Count, Time(g.First), Time(g.Last)))],
            [.. tally.Page.Select(CountedMail.From)],
            tally.Next is { } next ? PageCursor.Write(next) : null);
    }

    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Mails counted together. <c>key</c> is an address, a day, month or year, or a thread's id.</summary>
public sealed record CountGroup(string Key, string Name, long Count, string First, string Last);

/// <summary>A mail that was counted.</summary>
public sealed record CountedMail(string EmailId, string ThreadId, string Subject, string Sender, string Date)
{
    internal static CountedMail From(MailHead head) =>
        new(head.Id.Value, head.Thread.Value, head.Subject, head.Sender.ToString(), CountResponse.Time(head.Date));
}
