namespace InboxMind.Server.Doctor;

/// <summary>What a check found.</summary>
/// <param name="Check">The check's name in snake_case.</param>
/// <param name="State">How bad it is.</param>
/// <param name="Sentence">One sentence; no secret and nothing of a mail.</param>
/// <param name="Advice">What to do, in one sentence; null when there is nothing to do.</param>
internal sealed record Finding(string Check, FindingState State, string Sentence, string? Advice = null)
{
    public static Finding Good(string check, string sentence) => new(check, FindingState.Good, sentence);

    public static Finding Warning(string check, string sentence, string advice) => new(check, FindingState.Warning, sentence, advice);

    public static Finding Problem(string check, string sentence, string advice) => new(check, FindingState.Problem, sentence, advice);
}

/// <summary>How bad it is.</summary>
internal enum FindingState
{
    Good,

    /// <summary>It works, but not all of it, or not for long.</summary>
    Warning,

    /// <summary>It does not work, or is not safe.</summary>
    Problem,
}
