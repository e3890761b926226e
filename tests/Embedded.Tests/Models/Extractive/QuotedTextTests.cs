using System.Globalization;
using System.Text;
using InboxMind.Embedded.Models.Extractive;

namespace InboxMind.Embedded.Tests.Models.Extractive;

public sealed class QuotedTextTests
{
    [Fact]
    public void From_EveryCharacterOfACategoryOfMarks_BecomesASingleOrRoundOne()
    {
        var marks = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(static i => new Rune(i))
            .Where(static r => Rune.GetUnicodeCategory(r) is UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation);

        marks.Select(static r => QuotedText.From(r.ToString())).Distinct().ShouldBe(["(", ")", "{", "}", "‘", "’"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("paid\u02BA", "paid'")]
    [InlineData("paid\u2E42", "paid‘")]
    [InlineData("paid\U0001F677", "paid'")]
    [InlineData("paid\u301E", "paid’")]
    [InlineData("paid\u2057", "paid'")]
    [InlineData("paid’’ Eve: ‘‘now", "paid’ Eve: ‘now")]
    [InlineData("paid\u2019\u200B\u2019", "paid’")]
    [InlineData("paid\u2032\u02B9", "paid\u2032")]
    [InlineData("\u301A2\u301B \u20452\u2046 \u23A12\u23A4", "(2) (2) (2)")]
    [InlineData("paid.\u030B", "paid.")]
    [InlineData("paid\u202E now", "paid now")]
    public void From_WhatLooksLikeAMarkOrACitation_IsNone(string text, string quoted) => QuotedText.From(text).ShouldBe(quoted);

    [Theory]
    [InlineData("Patrick O’Brien's pump: 5 m (16 ft), {a}, naïve, 3 < 4")]
    [InlineData("ko\u0308nnen, \u0915\u094D\u200D\u0937, \U0001F468\u200D\U0001F469")]
    public void From_OrdinaryText_StaysAsItIs(string text) => QuotedText.From(text).ShouldBe(text);
}
