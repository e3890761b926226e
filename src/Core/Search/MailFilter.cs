namespace InboxMind.Core.Search;

/// <summary>Conditions on messages; all given ones must hold. Texts match by words, the last word by its beginning, without
/// regard to case and accents: <c>anna</c> matches "Anna Berg" and "annabel@example.com" but not "Johanna".</summary>
public sealed record MailFilter
{
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

    public bool IsEmpty => From.Count + To.Count + Subject.Count + Folders.Count + NotFrom.Count + NotTo.Count + NotSubject.Count
        + NotFolders.Count == 0 && Since is null && Until is null && HasAttachments is null;
}
