namespace InboxMind.Core.Mail;

/// <summary>Conditions on messages; all given ones must hold. Texts match by words, the last word by its beginning, without
/// regard to case and accents: <c>anna</c> matches "Anna Berg" and "annabel@example.com" but not "Johanna".</summary>
public sealed record MailFilter
{
    /// <summary>Characters of one condition.</summary>
    public const int MaxLength = 500;

    public static readonly MailFilter None = new();

    /// <summary>Each must be in a sender's name or address.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Each must be in a recipient's name or address (To, Cc, Bcc).</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Each must be in the subject.</summary>
    public IReadOnlyList<string> Subject { get; init; } = [];

    /// <summary>One of them must be a folder's full name, or the last part of it.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    public IReadOnlyList<string> NotFrom { get; init; } = [];

    public IReadOnlyList<string> NotTo { get; init; } = [];

    public IReadOnlyList<string> NotSubject { get; init; } = [];

    public IReadOnlyList<string> NotFolders { get; init; } = [];

    /// <summary>At this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    public bool? HasAttachments { get; init; }

    /// <summary>Whether a condition is on words, which the index knows and the store does not.</summary>
    public bool HasWords => From.Count + To.Count + Subject.Count + NotFrom.Count + NotTo.Count + NotSubject.Count > 0;

    public bool IsEmpty => From.Count + To.Count + Subject.Count + Folders.Count + NotFrom.Count + NotTo.Count + NotSubject.Count
        + NotFolders.Count == 0 && Since is null && Until is null && HasAttachments is null;

    /// <summary>Adds conditions given apart from those that a person typed.</summary>
    /// <param name="given">The others. Their folders and attachments count instead of those typed.</param>
    public MailFilter And(MailFilter given) => this with
    {
        From = [.. From, .. given.From],
        To = [.. To, .. given.To],
        Subject = [.. Subject, .. given.Subject],
        Folders = given.Folders.Count > 0 ? given.Folders : Folders,
        Since = Since > given.Since ? Since : given.Since ?? Since,
        Until = Until < given.Until ? Until : given.Until ?? Until,
        HasAttachments = given.HasAttachments ?? HasAttachments,
    };
}
