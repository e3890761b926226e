namespace InboxMind.Core.Text.Passages;

/// <summary>Lines that say whose words follow.</summary>
/// <param name="Lines">How many lines they are.</param>
/// <param name="Speaker">Who speaks below.</param>
/// <param name="Reach">How far that holds.</param>
internal sealed record Introduction(int Lines, Speaker Speaker, Reach Reach);

/// <summary>How far below an introduction its speaker goes on, when the lines there are not marked.</summary>
internal enum Reach
{
    /// <summary>Only marked lines are theirs.</summary>
    Marked,

    /// <summary>The next paragraph.</summary>
    Paragraph,

    /// <summary>All that follows.</summary>
    Rest,
}
