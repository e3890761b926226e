namespace InboxMind.Core.Mail;

/// <summary>A message, the ids it refers to, and the place it was found in.</summary>
/// <param name="Message">The content.</param>
/// <param name="References">Message-IDs this mail refers to, the thread's root first, without itself.</param>
/// <param name="Placement">Where it was found.</param>
/// <param name="Raw">The mail as it came.</param>
public sealed record MailToSave(MailMessage Message, IReadOnlyList<string> References, Placement Placement, ReadOnlyMemory<byte> Raw)
{
    /// <summary>What the mail's server calls the thread, made so that no Message-ID can be the same; null when it does not
    /// say. Mails with the same mark belong together, whatever their headers say.</summary>
    public string? ConversationMark { get; init; }

    /// <summary>The version that read it.</summary>
    public int Reading { get; init; } = ReadingVersion.Current;
}
