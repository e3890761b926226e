using InboxMind.Core.Answers.Prompts;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>A passage that answers.</summary>
/// <param name="Source">The mail it stands in.</param>
/// <param name="Text">The passage, word for word; an ellipsis where it was cut.</param>
/// <param name="IsQuoted">Whether the mail quotes or forwards it.</param>
internal sealed record Quote(PromptSource Source, string Text, bool IsQuoted);
