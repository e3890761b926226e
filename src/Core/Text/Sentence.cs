using InboxMind.Core.Text.Passages;

namespace InboxMind.Core.Text;

/// <summary>A sentence of a mail.</summary>
/// <param name="Text">On one line.</param>
/// <param name="Start">First character in the mail's text.</param>
/// <param name="Passage">The passage it stands in.</param>
public readonly record struct Sentence(string Text, int Start, MailPassage Passage)
{
    /// <summary>Whether it stands in quoted or forwarded text: somebody else may have written it.</summary>
    public bool IsQuoted => Passage.IsQuoted;
}
