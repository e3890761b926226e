namespace InboxMind.Core.Answers.Asking;

/// <summary>How often an answer is right, by what can be seen of it: a line through 243 answers of the offline model over five mailboxes,
/// half of whose questions the mail did not answer. See <c>docs/quality.md</c>.</summary>
internal static class MeasuredConfidence
{
    /// <summary>Right answers among those whose sources hold none of the question's words, and all of them.</summary>
    private const double WithNone = 0.3, WithAll = 0.65;

    /// <summary>What it is worth when a later mail of the conversation is not part of the answer; not measured.</summary>
    private const double WithLater = 0.7;

    /// <summary>The share of right answers that is to be expected.</summary>
    /// <param name="share">Of the question's telling words, those that the sources hold, 0 to 1.</param>
    /// <param name="isPassedOver">Whether a later mail of a cited conversation is not cited: it may take back what the answer
    /// says.</param>
    public static double Of(double share, bool isPassedOver) =>
        (WithNone + ((WithAll - WithNone) * Math.Clamp(share, 0, 1))) * (isPassedOver ? WithLater : 1);
}
