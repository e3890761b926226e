using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Answers.Prompts;
using Microsoft.Extensions.AI;

namespace InboxMind.Core.Answers.Asking;

/// <summary>Has a model write from the mails in its prompt, and holds what it wrote to them.</summary>
internal static class AskModel
{
    private const int MaxOutputTokens = 1_000;

    /// <summary>What stays of what the model wrote; nothing when it says that the mails do not hold it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">What it is asked.</param>
    /// <param name="sources">How many mails it is given.</param>
    /// <param name="policy">What is taken out of what it wrote.</param>
    /// <param name="cancellation">Stops the model.</param>
    /// <returns>The text, and whether it is all that the model meant to say.</returns>
    public static async Task<(CheckedAnswer Answer, bool Complete)> RunAsync(
        ChatModel model, IEnumerable<ChatMessage> prompt, int sources, RedactionPolicy policy, CancellationToken cancellation)
    {
        if (sources == 0)
            return (CheckedAnswer.None, true);
        var response = await model.Client.GetResponseAsync(
            prompt, new ChatOptions { Temperature = 0, MaxOutputTokens = MaxOutputTokens }, cancellation);
        var ended = response.FinishReason is null || response.FinishReason == ChatFinishReason.Stop;
        if (response.Text.Contains(AnswerPrompt.NotFound, StringComparison.Ordinal))
            return (CheckedAnswer.None, ended);
        var answer = CitationCheck.Run(PersonalData.Redact(response.Text, policy).Text, sources);
        return (answer, ended && answer.Dropped == 0);
    }
}
