using CsCheck;
using InboxMind.Api.Emails;

namespace InboxMind.Api.Tests.Emails;

public sealed class PageCursorTests
{
    private static readonly Gen<MailPosition> Positions = Gen.Select(
        Gen.Long[DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()],
        Gen.Char["abcdefghijklmnopqrstuvwxyz234567"].Array[EmailId.Length],
        static (seconds, id) => new MailPosition(DateTimeOffset.FromUnixTimeSeconds(seconds), new EmailId(new string(id))));

    [Fact]
    public void TryRead_WhatWasWritten_IsTheSamePlace() => Positions.Sample(static position =>
    {
        var text = PageCursor.Write(position);
        text.ShouldAllBe(static c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_');
        PageCursor.TryRead(text, out var read).ShouldBeTrue();
        read.ShouldBe(position);
    });

    [Fact]
    public void TryRead_OneCharacterChanged_IsRefused() => Gen.Select(Positions, Gen.Int[0, 200], Gen.Char.AlphaNumeric)
        .Sample(static (position, at, to) =>
    {
        var text = PageCursor.Write(position).ToCharArray();
        at %= text.Length;
        if (text[at] == to)
            return;
        text[at] = to;

        // The last character has bits that say nothing; whatever is read then is the same place.
        if (PageCursor.TryRead(new string(text), out var read))
            read.ShouldBe(position);
    });

    [Fact]
    public void TryRead_Anything_NeverThrows() => Gen.String.Sample(static text => PageCursor.TryRead(text, out _).ShouldBeFalse());
}
