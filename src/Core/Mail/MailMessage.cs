namespace InboxMind.Core.Mail;

/// <summary>A message's content, apart from where it lies: stored, embedded and answered once however many folders and
/// mailboxes of the user hold it.</summary>
public sealed record MailMessage
{
    /// <summary>How <see cref="Protection"/> begins of what could not be read.</summary>
    public const string Encrypted = "encrypted with ";

    public required EmailId Id { get; init; }

    /// <summary>The Message-ID without angle brackets; empty when the mail has none.</summary>
    public required string MessageId { get; init; }

    /// <summary>The decoded subject; empty when there is none.</summary>
    public required string Subject { get; init; }

    public required IReadOnlyList<MailAddress> From { get; init; }

    public required IReadOnlyList<MailAddress> To { get; init; }

    public required IReadOnlyList<MailAddress> Cc { get; init; }

    public required IReadOnlyList<MailAddress> Bcc { get; init; }

    /// <summary>When it was written, in UTC, to the second. A missing or absurd Date falls back to Received, then to what the
    /// source knows.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Where <see cref="Date"/> comes from.</summary>
    public DateSource DateSource { get; init; }

    /// <summary>The readable text: the plain part, or the visible text of the HTML part.</summary>
    public required string Text { get; init; }

    public required IReadOnlyList<AttachmentInfo> Attachments { get; init; }

    /// <summary>What List-Id (RFC 2919) says of the mailing list it came over; empty when it came over none, null when it is not known:
    /// then the raw mail says it.</summary>
    public string? ListId { get; init; }

    /// <summary>What kind of mail it is.</summary>
    public MailKind Kind { get; init; }

    /// <summary>How the mail is signed or encrypted, in words, such as "signed with S/MIME, not checked" or "decrypted with your key
    /// (OpenPGP)"; null when it is neither.</summary>
    public string? Protection { get; init; }

    /// <summary>Whether it is encrypted and could not be read.</summary>
    public bool IsEncrypted => Protection?.StartsWith(Encrypted, StringComparison.Ordinal) == true;

    /// <summary>Size of the raw mail in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>How many characters the mail's texts have in all, when <see cref="Text"/> is only their beginning; else null.</summary>
    public long? WholeText { get; init; }

    /// <summary>How many there are of what lists hold only the first of; null when they hold all.</summary>
    public MailCounts? Counts { get; init; }

    /// <summary>Whether a person would say it has attachments: one that is not merely shown inline.</summary>
    public bool HasAttachments => Counts?.HasAttachments ?? Attachments.Any(static a => !a.IsInline);

    /// <summary>The first sender, or an empty address when the mail names none.</summary>
    public MailAddress Sender => From.Count > 0 ? From[0] : new MailAddress("", "");
}
