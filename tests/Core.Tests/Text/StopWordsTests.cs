using InboxMind.Core.Text;

namespace InboxMind.Core.Tests.Text;

public sealed class StopWordsTests
{
    [Theory]
    [InlineData("the", true)]
    [InlineData("what", true)]
    [InlineData("welche", true)]
    [InlineData("budget", false)]
    [InlineData("", false)]
    public void Contains_Word_TellsWhetherItSaysLittle(string word, bool isStopWord) => StopWords.Contains(word).ShouldBe(isStopWord);
}
