using InboxMind.Core.Answers;
using InboxMind.Embedded.Models.Extractive;

namespace InboxMind.Embedded.Models;

/// <summary>The offline answerer for everyone.</summary>
internal sealed class OfflineChatModels : IChatModels
{
    /// <summary>Words of mail it reads; it is fast, and long mails hold answers anywhere.</summary>
    private const int ContextWords = 6_000;

    private readonly ChatModel _model = new(
        ExtractiveChatClient.ModelId,
        new MeasuredChat(new ExtractiveChatClient(), ExtractiveChatClient.ModelId, price: default, TimeProvider.System), new WordCounter(),
        ContextWords)
    {
        IsVerbatim = true,
    };

    public Task<ChatModel> GetActiveAsync(Owner owner, CancellationToken cancellation) => Task.FromResult(_model);
}
