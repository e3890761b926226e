namespace InboxMind.Core.Mail.Attachments;

/// <summary>What came of reading an attachment.</summary>
public enum AttachmentOutcome
{
    /// <summary>Its text was read.</summary>
    Read,

    /// <summary>It holds no text: a scan, a picture.</summary>
    NoText,

    /// <summary>It opens with a password only.</summary>
    Encrypted,

    /// <summary>It is not what it begins as, or its end is missing.</summary>
    Damaged,

    /// <summary>It is larger, or costs more to read, than <see cref="AttachmentLimits"/> allow.</summary>
    OverLimits,

    /// <summary>It is of a kind that is not read.</summary>
    OtherKind,
}
