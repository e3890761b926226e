using System.Globalization;

namespace InboxMind.Core.Sync;

/// <summary>Some of the mailboxes that are due.</summary>
/// <param name="Mailboxes">Ids, the longest due first.</param>
/// <param name="Next">Where the next page begins; null when this was the last.</param>
public sealed record DuePage(IReadOnlyList<(UserId User, MailboxId Mailbox)> Mailboxes, DuePosition? Next)
{
    /// <summary>When the first of them was due; null when there is none.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>A place among the mailboxes that are due.</summary>
/// <param name="Due">When the mailbox there was to run, to the millisecond.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Mailbox">Which it is.</param>
public readonly record struct DuePosition(DateTimeOffset Due, UserId User, MailboxId Mailbox)
{
    /// <summary>As a text that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Due.ToUnixTimeMilliseconds()} {User} {Mailbox}");

    /// <exception cref="FormatException">The text is not a position.</exception>
    public static DuePosition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(' ', 3) is [var due, var user, var mailbox] && UserId.IsLegal(user)
            ? new DuePosition(
                DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(due, CultureInfo.InvariantCulture)), new UserId(user),
                new MailboxId(mailbox))
            : throw new FormatException("This is no position among the mailboxes that are due.");
    }
}
