using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>A sentence of a mail, or a part of a long one.</summary>
/// <param name="Source">The mail.</param>
/// <param name="Text">On one line.</param>
/// <param name="Length">Words.</param>
/// <param name="Passage">The passage of the mail that it stands in.</param>
/// <param name="Begins">Whether a sentence begins with it.</param>
/// <param name="Ends">Whether a sentence ends with it.</param>
/// <param name="Terms">The question's words in it.</param>
/// <param name="Tells">Whether it has what the question asks for.</param>
/// <param name="Prose">Words that count as text: 0 for a signature, an address or a caption.</param>
internal sealed record Piece(
    PromptSource Source, string Text, int Length, MailPassage Passage, bool Begins, bool Ends, ulong Terms, bool Tells, int Prose);
