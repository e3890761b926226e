using InboxMind.Core.Answers;
using InboxMind.Core.Index;
using InboxMind.Embedded.Models.Extractive;

namespace InboxMind.Embedded.Models;

/// <summary>The offline answerer. It compares meaning by the owner's embedding model when that costs nothing: what is paid for, and
/// reached over a network, is for mail and searches.</summary>
internal sealed class OfflineChatModels(IEmbeddingModels embeddings) : IChatModels
{
    /// <summary>Words of mail it reads; it is fast, and long mails hold answers anywhere.</summary>
    private const int ContextWords = 6_000;

    public async Task<ChatModel> GetActiveAsync(Owner owner, CancellationToken cancellation)
    {
        var nearness = await embeddings.GetActiveAsync(owner, cancellation) is { IsMetered: false } model ? new Nearness(model) : null;
        return new ChatModel(
            ExtractiveChatClient.ModelId,
            new MeasuredChat(new ExtractiveChatClient(nearness), ExtractiveChatClient.ModelId, price: default, TimeProvider.System),
            new WordCounter(), ContextWords)
        {
            IsVerbatim = true,
        };
    }
}
