namespace InboxMind.Core.Answers;

/// <summary>The content filter in front of a model refuses what it was asked, or what it was about to say. Asking again gives the same. The
/// message is one sentence for the user, without question or mail.</summary>
public sealed class ModelRefusedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It did not take the question, or a mail that was found for it.</summary>
    public const string AtPrompt = "The model's content filter refused this question, or a mail that was found for it.";

    /// <summary>It stopped the answer.</summary>
    public const string AtCompletion = "The model's content filter stopped the answer to this question.";
}
