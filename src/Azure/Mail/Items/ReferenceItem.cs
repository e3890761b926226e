namespace InboxMind.Azure.Mail.Items;

/// <summary>The thread that a Message-ID leads to.</summary>
internal sealed record ReferenceItem : MailItem
{
    public required string Thread { get; init; }

    /// <summary>Smaller for older threads.</summary>
    public long Age { get; init; }
}
