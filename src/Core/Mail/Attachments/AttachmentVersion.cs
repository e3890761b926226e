namespace InboxMind.Core.Mail.Attachments;

/// <summary>Which version of reading attachments this program has. What an earlier one read is read again. The one that reads pictures is
/// the next behind the one that does not: when pictures are to be read, what was read without them waits.</summary>
public static class AttachmentVersion
{
    /// <summary>Raised by two with every change that reads other text of some attachment.</summary>
    public const int Text = 1;

    /// <summary>Pictures were looked at too, or there are none.</summary>
    public const int Pictures = Text + 1;

    /// <summary>The version that nothing more is to be read of.</summary>
    public static int Of(AttachmentLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return limits.Pictures > 0 ? Pictures : Text;
    }
}
