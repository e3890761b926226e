namespace InboxMind.Core.Mail.Attachments;

/// <summary>Says in words why there is no text of an attachment.</summary>
public static class AttachmentReasons
{
    /// <summary>A sentence; null when there is text.</summary>
    public static string? Sentence(AttachmentOutcome outcome) => outcome switch
    {
        AttachmentOutcome.Read => null,
        AttachmentOutcome.NoText => "It holds no text: it is a picture, a scan or empty.",
        AttachmentOutcome.Encrypted => "It is encrypted and opens with a password only.",
        AttachmentOutcome.Damaged => "It is damaged.",
        AttachmentOutcome.OverLimits => "It is larger, or takes more time or memory, than is allowed.",
        AttachmentOutcome.OtherKind => "Files of its kind are not read.",
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };

    /// <summary>The outcome's name to a program, such as <c>no_text</c>.</summary>
    public static string Name(AttachmentOutcome outcome) => outcome switch
    {
        AttachmentOutcome.Read => "read",
        AttachmentOutcome.NoText => "no_text",
        AttachmentOutcome.Encrypted => "encrypted",
        AttachmentOutcome.Damaged => "damaged",
        AttachmentOutcome.OverLimits => "over_limits",
        AttachmentOutcome.OtherKind => "other_kind",
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };
}
