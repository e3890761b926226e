namespace InboxMind.Core.Mail;

/// <summary>A mail as a file holds it.</summary>
/// <param name="Bytes">The raw mail; empty when there is a <paramref name="Problem"/> that left none.</param>
/// <param name="Folder">The folder it lies in.</param>
/// <param name="Flags">Its flags there.</param>
/// <param name="FallbackDate">The date to take when the mail gives none.</param>
/// <param name="Source">File name and position, for messages to the user.</param>
/// <param name="Problem">Why it cannot be read, when the source already knows.</param>
public sealed record RawMail(
    ReadOnlyMemory<byte> Bytes, string Folder, MailFlags Flags, DateTimeOffset FallbackDate, string Source, string? Problem = null)
{
    /// <summary>Its labels as <see cref="Placement.Labels"/> has them.</summary>
    public string Labels { get; init; } = "";

    /// <summary>Why an import leaves it out unless asked; null when it does not.</summary>
    public LeftOut? LeftOut { get; init; }

    /// <summary>Longer mails are set aside; no provider delivers them.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;

    /// <summary>What is kept of a longer one, from its beginning.</summary>
    public const int HeadBytes = 64 * 1024;
}
