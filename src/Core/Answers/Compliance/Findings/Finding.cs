namespace InboxMind.Core.Answers.Compliance.Findings;

/// <summary>A piece of a text that a policy takes out.</summary>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="End">Where what follows it begins.</param>
/// <param name="What">What it is, in words.</param>
internal readonly record struct Finding(int Start, int End, string What);
