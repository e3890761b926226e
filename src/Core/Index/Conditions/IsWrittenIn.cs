using InboxMind.Core.Text;

namespace InboxMind.Core.Index.Conditions;

/// <summary>Its text is in this language for the most part.</summary>
/// <param name="Language">The language; <see cref="TextLanguage.Unknown"/> is none that is told.</param>
public sealed record IsWrittenIn(TextLanguage Language) : MailCondition;
