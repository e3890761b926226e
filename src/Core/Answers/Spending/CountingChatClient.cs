using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Work;
using Microsoft.Extensions.AI;

namespace InboxMind.Core.Answers.Spending;

/// <summary>Counts what a user's questions cost, by the hour. An answer that cannot be counted is given all the same.</summary>
internal sealed class CountingChatClient(IChatClient inner, Owner owner, ChatBudget prices, IQuestionCounts counts)
    : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(messages, options, cancellationToken);
        var (input, output) = (response.Usage?.InputTokenCount ?? 0, response.Usage?.OutputTokenCount ?? 0);
        if (input + output == 0)
            return response;
        try
        {
            await counts.AddSpentAsync(owner, input + output, prices.Cost(input, output), CancellationToken.None);
        }
        catch (StorageUnusableException)
        {
            // The answer is there.
        }

        return response;
    }
}
