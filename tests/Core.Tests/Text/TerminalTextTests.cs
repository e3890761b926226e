using System.Text.Json;
using InboxMind.Core.Text;

namespace InboxMind.Core.Tests.Text;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("a\u001b[31mb\u001b[0m", "ab")]
    [InlineData("a\u001b[2J\u001b[1;1Hb", "ab")]
    [InlineData("a\u001b]0;title\u0007b", "ab")]
    [InlineData("a\u001b]52;c;ZXZpbA==\u001b\\b", "ab")]
    [InlineData("a\u001b]8;;https://evil.example\u001b\\b\u001b]8;;\u001b\\", "ab")]
    [InlineData("a\u001bP1$r0m\u001b\\b", "ab")]
    [InlineData("a\u001bcb\u001b7", "ab")]
    [InlineData("a\u001b(0b", "ab")]
    [InlineData("a\u009b31mb", "ab")]
    [InlineData("a\u009d0;x\u009cb", "ab")]
    [InlineData("a\u001b]0;never ended\nb", "a]0;never ended\nb")]
    [InlineData("a\u001b", "a")]
    [InlineData("a\u0000\u0007\u0008\u000b\u000c\u000e\u007f\u0085b", "ab")]
    [InlineData("good\revil", "goodevil")]
    [InlineData("a\u202eb\u202dc\u202ad\u202be\u202cf", "abcdef")]
    [InlineData("a\u2066b\u2067c\u2068d\u2069e", "abcde")]
    [InlineData("a\u200e\u200f\u061cb", "ab")]
    [InlineData("a\u200b\u00ad\u2060\ufeff\u180eb", "ab")]
    [InlineData("a\U000e0061\U000e007fb", "ab")]
    [InlineData("a\u2028b\u2029c", "a b c")]
    [InlineData("a\ue000b", "ab")]
    public void Plain_WhatActsOnATerminal_IsTakenOut(string text, string plain)
    {
        TerminalText.Plain(text).ShouldBe(plain);
        TerminalText.Plain(plain).ShouldBeSameAs(plain);
    }

    [Theory]
    [InlineData("Grüße, 你好, שלום, مرحبا, नमस्ते, สวัสดี")]
    [InlineData("one\n\ttwo")]
    [InlineData("👩‍👩‍👧 ❤️ é")]
    [InlineData("می‌خواهم")]
    [InlineData("")]
    public void Plain_OrdinaryText_StaysAsItIs(string text) => TerminalText.Plain(text).ShouldBe(text);

    [Fact]
    public void Plain_HalfOfASurrogatePair_IsReplaced()
    {
        TerminalText.Plain("a\ud800b").ShouldBe("a\ufffdb");
        TerminalText.Plain("a\udc00").ShouldBe("a\ufffd");
    }

    [Fact]
    public void Plain_PiledMarks_AreFew() => TerminalText.Plain($"a{new string('\u0301', 500)}b").ShouldBe($"a{new string('\u0301', 6)}b");

    [Fact]
    public void Line_TextOfSeveral_IsOne() => TerminalText.Line("a\r\nb\nc\rd\te\u001b[1m").ShouldBe("a b c d e");

    [Theory]
    [InlineData("a\u202eb\u001b[31m\u009b\u007f")]
    [InlineData("a\ud800b\udc00")]
    [InlineData("👩‍👩‍👧 \U000e0061")]
    public void Json_AnyText_IsEscapedWithoutLoss(string text)
    {
        var json = TerminalText.Json($"{{\"a\":{JsonSerializer.Serialize(text).Replace("\\u202E", "\u202e", StringComparison.Ordinal)}}}");

        TerminalText.Plain(json).ShouldBe(json);
        using var read = JsonDocument.Parse(json);
        read.RootElement.GetProperty("a").GetString().ShouldBe(JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(text)));
    }

    [Fact]
    public void Json_PiledMarks_AreEscaped()
    {
        var text = $"a{new string('\u0301', 50)}";

        JsonSerializer.Deserialize<string>(TerminalText.Json($"\"{text}\"")).ShouldBe(text);
    }

    [Fact]
    public void Plain_EndlessSequences_TakeNoTime() => Quickly.Run(static () =>
        ((string[])["\u001b", "\u001b]", "\u001b[", "\u001b[1;", "\u009d", "\u0301", "\u202e"])
            .Sum(static p => TerminalText.Plain(string.Concat(Enumerable.Repeat(p, 200_000))).Length));
}
