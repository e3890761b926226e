using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Answers.Evidence;
using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Answers.Replies;
using InboxMind.Core.Text;
using Microsoft.Extensions.AI;

namespace InboxMind.Core.Answers.Asking;

/// <summary>Has a model write from the mails in its prompt, and holds what it wrote to them.</summary>
internal static class AskModel
{
    private const int MaxOutputTokens = 1_000;

    /// <summary>Characters of a reply that are read: an endpoint need not keep to the tokens it was allowed.</summary>
    private const int MaxReply = 20_000;

    /// <summary>What stays of what the model wrote; nothing when it says that the mails do not hold it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">What it is asked.</param>
    /// <param name="mails">The mails it is given; the first is [1].</param>
    /// <param name="policy">What is taken out of what it wrote.</param>
    /// <param name="cancellation">Stops the model.</param>
    /// <returns>The text, and whether it is all that the model meant to say.</returns>
    /// <exception cref="ModelRefusedException">A content filter refused it; what was said until then is not shown.</exception>
    public static async Task<(CheckedAnswer Answer, bool Complete)> AskAsync(
        ChatModel model, IEnumerable<ChatMessage> prompt, IReadOnlyList<EvidenceMail> mails, RedactionPolicy policy,
        CancellationToken cancellation)
    {
        if (mails.Count == 0)
            return (CheckedAnswer.None, true);
        var response = await model.Client.GetResponseAsync(
            prompt, new ChatOptions { Temperature = 0, MaxOutputTokens = MaxOutputTokens }, cancellation);
        if (response.FinishReason == ChatFinishReason.ContentFilter)
            throw new ModelRefusedException(ModelRefusedException.AtCompletion);
        var ended = (response.FinishReason is null || response.FinishReason == ChatFinishReason.Stop) && response.Text.Length <= MaxReply;
        var reply = VisibleText.From(response.Text[..Math.Min(MaxReply, response.Text.Length)]);
        if (IsNotFound(reply))
            return (CheckedAnswer.None, ended);
        var links = new ReplyLinks(mails);
        var figures = new ReplyFigures(mails);
        var answer = CitationCheck.Check(
            PersonalData.Redact(reply, policy).Text, mails.Count, (claim, cited) =>
                IsNotFound(claim) || !(model.IsVerbatim || figures.Hold(claim, cited)) ? "" : links.Clean(claim, cited));
        return (answer, ended && answer.Dropped == 0);
    }

    /// <summary>Whether a whole text is the word for it. Within a text it is a word like any other, which a mail may hold.</summary>
    private static bool IsNotFound(string text) => text.AsSpan().Trim(" \t\r\n.!\"'`*“”").SequenceEqual(AnswerPrompt.NotFound);
}
