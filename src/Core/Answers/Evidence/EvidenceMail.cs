namespace InboxMind.Core.Answers.Evidence;

/// <summary>A mail that may hold the answer.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Relevance">How well it fits, 0 to 1.</param>
/// <param name="Text">The part of its text given to the model.</param>
public sealed record EvidenceMail(StoredMail Mail, double Relevance, string Text);
