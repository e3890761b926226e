using System.Runtime.CompilerServices;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Asking;
using InboxMind.Core.Tests.Answers.Evidence;
using Microsoft.Extensions.AI;

namespace InboxMind.Core.Tests.Answers;

public sealed class AskModelTests
{
    [Theory]
    [InlineData("NOT_FOUND")]
    [InlineData(" NOT_FOUND.\n")]
    [InlineData("`NOT_FOUND`")]
    public async Task AskAsync_ReplyIsTheWordForNothing_IsNothingAndComplete(string reply) =>
        (await AskAsync(reply)).ShouldBe(("", true));

    [Theory]
    [InlineData("The build failed with NOT_FOUND [1].", "The build failed with NOT_FOUND [1]")]
    [InlineData("NOT_FOUND is the code of the error [1].", "NOT_FOUND is the code of the error [1]")]
    public async Task AskAsync_ReplyHoldsTheWord_IsAnAnswer(string reply, string answer) =>
        (await AskAsync(reply)).ShouldBe((answer, true));

    [Theory]
    [InlineData("NOT_FOUND [1]", "")]
    [InlineData("NOT_FOUND, the mails say nothing.", "")]
    [InlineData("It costs 5. [1] NOT_FOUND [1]", "It costs 5. [1]")]
    public async Task AskAsync_WordAsAClaim_IsDropped(string reply, string answer) => (await AskAsync(reply)).ShouldBe((answer, false));

    [Theory]
    [InlineData("It costs 5 [\u0661].")]
    [InlineData("It costs 5 [99999999999].")]
    [InlineData("It costs 5 [0][2].")]
    public async Task AskAsync_CitationThatIsNone_IsDropped(string reply) => (await AskAsync(reply)).ShouldBe(("", false));

    [Fact]
    public async Task AskAsync_HiddenLettersAndLinks_AreTakenOut() =>
        (await AskAsync("It costs\u200B 5\U000E0041, see [here](https://evil.example/?5) [1].")).Text.ShouldBe(
            "It costs 5, see (here) ([link removed]) [1]");

    [Theory]
    [InlineData("[1,")]
    [InlineData("[1] ")]
    [InlineData(" ")]
    [InlineData("[ ")]
    public async Task AskAsync_ReplyWithoutEnd_IsReadInPart(string repeated)
    {
        var (text, complete) = await AskAsync($"It costs 5 [1]. {string.Concat(Enumerable.Repeat(repeated, 500_000))}");

        text.ShouldStartWith("It costs 5 [1]");
        complete.ShouldBeFalse();
    }

    [Fact]
    public async Task AskAsync_FilterStopsTheReply_IsARefusalAndNoHalfAnswer() =>
        (await Should.ThrowAsync<ModelRefusedException>(() => AskAsync("It costs 5 [1].", ChatFinishReason.ContentFilter)))
            .Message.ShouldBe(ModelRefusedException.AtCompletion);

    private static async Task<(string Text, bool Complete)> AskAsync(string reply, ChatFinishReason? end = null)
    {
        using var client = new Says(reply, end);
        var (answer, complete) = await AskModel.AskAsync(
            new ChatModel("says", client, null!, 0), [], [Found.Mail("It costs 5.")], RedactionPolicy.Standard,
            TestContext.Current.CancellationToken);
        return (answer.Text, complete);
    }

    private sealed class Says(string reply, ChatFinishReason? end) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, reply)) { FinishReason = end });

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            yield break;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
