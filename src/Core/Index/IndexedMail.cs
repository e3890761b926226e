using InboxMind.Core.Text;

namespace InboxMind.Core.Index;

/// <summary>A message as the index holds it.</summary>
/// <param name="Id">The message.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="From">Senders, names and addresses in one text.</param>
/// <param name="To">Recipients in To, names and addresses in one text.</param>
/// <param name="Date">When it was written, UTC.</param>
/// <param name="Folders">The folders it lies in.</param>
/// <param name="HasAttachments">Whether it has attachments that are not merely shown inline.</param>
/// <param name="Text">Its readable text.</param>
/// <param name="AttachmentNames">The attachments' names in one text.</param>
/// <param name="Chunks">The pieces its vectors stand for; null when they come later, and those that are there stay.</param>
public sealed record IndexedMail(
    EmailId Id, string Subject, string From, string To, DateTimeOffset Date, IReadOnlyList<string> Folders, bool HasAttachments,
    string Text, string AttachmentNames, IReadOnlyList<IndexedChunk>? Chunks)
{
    /// <summary>The version of the stored message that this is.</summary>
    public long Version { get; init; }

    /// <summary>Recipients in Cc, names and addresses in one text.</summary>
    public string Cc { get; init; } = "";

    /// <summary>Recipients in Bcc, names and addresses in one text.</summary>
    public string Bcc { get; init; } = "";

    /// <summary>The facts of its subject and text (<see cref="Core.Text.Facts"/>), with a space between them.</summary>
    public string Facts { get; init; } = "";

    /// <summary>Every flag that it has in at least one place.</summary>
    public MailFlags Flags { get; init; }

    /// <summary>What its attachments are, those merely shown inline left out.</summary>
    public AttachmentKinds AttachmentKinds { get; init; }

    /// <summary>Whether it has attachments to be read, those shown inline too.</summary>
    public bool HasFiles { get; init; }

    /// <summary>Size of the raw mail in bytes.</summary>
    public long Size { get; init; }

    /// <summary>The Message-ID without angle brackets; empty when it has none.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>See <see cref="MailMessage.ListId"/>; empty when it came over no list.</summary>
    public string ListId { get; init; } = "";

    /// <summary>What kind of mail it is.</summary>
    public MailKind Kind { get; init; }

    /// <summary>See <see cref="MailMessage.IsEncrypted"/>.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>The language that its text is in for the most part.</summary>
    public TextLanguage Language { get; init; }

    /// <summary>Whether it went to many, and gets its vectors after all else.</summary>
    public bool IsBulk => ListId.Length > 0 || Kind is MailKind.List or MailKind.Bulk;
}

/// <summary>A piece of a message's text with its vector.</summary>
/// <param name="Start">First character in the message's text.</param>
/// <param name="Length">Characters.</param>
/// <param name="Hash">Hash of the text that was embedded (subject and piece).</param>
/// <param name="Vector">Unit length, in the model's dimensions.</param>
public sealed record IndexedChunk(int Start, int Length, ContentHash Hash, ReadOnlyMemory<float> Vector);
