using CsCheck;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class FlowedTextTests
{
    [Theory]
    [InlineData("one \ntwo \nthree\nfour", "one two three\nfour\n")]
    [InlineData("one\n\ntwo", "one\n\ntwo\n")]
    [InlineData(" From here \n >not quoted", "From here >not quoted\n")]
    [InlineData("> one \n> two\nmine", "> one two\nmine\n")]
    [InlineData(">> deep \n> shallow \nmine", ">> deep \n> shallow \nmine\n")]
    [InlineData(">one \n>two", "> one two\n")]
    [InlineData("text \n-- \nAnna", "text \n-- \nAnna\n")]
    [InlineData("> text \n> -- \n> Anna", "> text \n> -- \n> Anna\n")]
    [InlineData("-- \nAnna", "-- \nAnna\n")]
    [InlineData("", "\n")]
    [InlineData(" ", "\n")]
    [InlineData("last is soft ", "last is soft ")]
    public void Of_SoftLineEnds_JoinsParagraphs(string text, string expected) => FlowedText.Unfold(text, null).ShouldBe(expected);

    [Theory]
    [InlineData("yes", "Wörter  \nohne Lücke \nende", "Wörter ohne Lückeende\n")]
    [InlineData("YES", "東京 \n都", "東京都\n")]
    [InlineData("no", "東京 \n都", "東京 都\n")]
    [InlineData(null, "東京 \n都", "東京 都\n")]
    public void Of_DelSp_LeavesOutTheSpace(string? delSp, string text, string expected) =>
        FlowedText.Unfold(text, delSp).ShouldBe(expected);

    [Fact]
    public void Of_AnyText_KeepsEveryWord() =>
        Gen.String[Gen.Char[" \n>-ab\u00e9"], 0, 200].Sample(
            static text => string.Concat(FlowedText.Unfold(text, null).Where(char.IsLetter))
                .ShouldBe(string.Concat(text.Where(char.IsLetter))),
            iter: Iterations.Of(2_000));
}
