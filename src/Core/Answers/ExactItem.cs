using InboxMind.Core.Text;

namespace InboxMind.Core.Answers;

/// <summary>One of what was counted.</summary>
/// <param name="Name">The subject of a mail, the name of a person or an attachment, or a month or day.</param>
public sealed record ExactItem(string Name)
{
    /// <summary>The mail; null when it is none.</summary>
    public EmailId? Id { get; init; }

    /// <summary>Who sent the mail.</summary>
    public string? Sender { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>How many mails a person, month or day stands for.</summary>
    public long? Count { get; init; }

    /// <summary>How much money it is about, in the <see cref="Amount.Currency"/> named; null when that was not asked for.</summary>
    public Amount? Amount { get; init; }
}
