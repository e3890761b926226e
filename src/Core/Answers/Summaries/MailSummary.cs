namespace InboxMind.Core.Answers.Summaries;

/// <summary>Mails summed up.</summary>
/// <param name="Text">The summary, with [n] behind each sentence; empty when the mails hold nothing to sum up.</param>
/// <param name="Sources">The mails cited; the first is [1].</param>
/// <param name="Complete">Whether the model ended on its own, no sentence was dropped for citing no source, and no mail was too long
/// to be looked at as a whole.</param>
/// <param name="Redactions">Pieces of personal data removed.</param>
/// <param name="Mails">How many mails there are of what was asked for.</param>
/// <param name="Read">How many of them were summed up.</param>
public sealed record MailSummary(string Text, IReadOnlyList<AnswerSource> Sources, bool Complete, int Redactions, int Mails, int Read);
