namespace InboxMind.Core.Mail;

/// <summary>What saving a message did.</summary>
/// <param name="Id">The message.</param>
/// <param name="Kind">New, known in a new place, or known.</param>
/// <param name="NeedsIndexing">Whether the index lacks its current version.</param>
public readonly record struct SaveOutcome(EmailId Id, SaveKind Kind, bool NeedsIndexing);

/// <summary>How a saved message stood to what was stored.</summary>
public enum SaveKind
{
    /// <summary>It was not stored before.</summary>
    Added,

    /// <summary>The message was stored, this placement was not.</summary>
    Placed,

    /// <summary>Message and placement were stored.</summary>
    Known,

    /// <summary>A person deleted it here; nothing was stored.</summary>
    Deleted,

    /// <summary>The message that was to be placed is not stored; nothing was done.</summary>
    Missing,
}
