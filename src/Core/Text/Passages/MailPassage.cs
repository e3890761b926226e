namespace InboxMind.Core.Text.Passages;

/// <summary>Lines of a mail's text that one person wrote.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Start">The first character in the text.</param>
/// <param name="Length">Characters, without the line end behind the last line.</param>
public sealed record MailPassage(PassageKind Kind, int Start, int Length)
{
    /// <summary>Whose words they are as the mail introduces them: a name, or an address where there is no name. Empty for the sender of
    /// the mail, and for quoted words that no one is named for.</summary>
    public string Author { get; init; } = "";

    /// <summary>When they were written as the mail introduces it; null when it does not say.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Whether somebody else than the sender of the mail may have written them.</summary>
    public bool IsQuoted { get; init; }
}
