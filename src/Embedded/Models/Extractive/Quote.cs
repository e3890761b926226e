using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Text;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>A passage that answers.</summary>
/// <param name="Source">The mail it stands in.</param>
/// <param name="Text">The passage, word for word; an ellipsis where it was cut.</param>
/// <param name="Passage">Whose words it is.</param>
internal sealed record Quote(PromptSource Source, string Text, MailPassage Passage)
{
    /// <summary>Whether a later mail, quoted before this one, changes what it says.</summary>
    public bool IsEarlier { get; init; }

    /// <summary>How it binds somebody; null where that is not told.</summary>
    public Commitment? Binds { get; init; }

    /// <summary>Whether it is the mail's subject.</summary>
    public bool IsSubject { get; init; }
}
