using InboxMind.Core.Telemetry;
using Microsoft.Extensions.AI;

namespace InboxMind.Core.Answers;

/// <summary>Measures and traces what a chat model does. Nothing of prompt or reply is kept.</summary>
/// <param name="inner">The model.</param>
/// <param name="model">Its name.</param>
/// <param name="price">What its tokens cost.</param>
/// <param name="time">The clock.</param>
public sealed class MeasuredChat(IChatClient inner, string model, ModelPrice price, TimeProvider time) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        ModelSignals.MeasureAsync(
            ModelUse.Chat, model, price, time, () => base.GetResponseAsync(messages, options, cancellationToken),
            static response => (response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount));
}
