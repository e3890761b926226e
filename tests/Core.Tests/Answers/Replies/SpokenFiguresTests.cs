using InboxMind.Core.Answers.Replies;

namespace InboxMind.Core.Tests.Answers.Replies;

public sealed class SpokenFiguresTests
{
    [Theory]
    [InlineData("twelve boats", "12")]
    [InlineData("Twenty-five or ninety boats", "25 90")]
    [InlineData("a dozen, a hundred", "12 100")]
    [InlineData("zwölf Boote und fünfundzwanzig Ruder", "12 25")]
    [InlineData("dreißig", "30")]
    [InlineData("at 5:30 pm, or 11 p.m.", "17 23")]
    [InlineData("at 5:30 am", "")]
    [InlineData("often listen, one two", "")]
    [InlineData("", "")]
    public void In_Text_IsItsNumbersInDigits(string text, string expected) => string.Join(' ', SpokenFigures.In(text)).ShouldBe(expected);
}
