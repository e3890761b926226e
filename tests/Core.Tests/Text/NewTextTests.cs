using CsCheck;
using InboxMind.Core.Text;

namespace InboxMind.Core.Tests.Text;

public sealed class NewTextTests
{
    [Theory]
    [InlineData("Hello", "Hello")]
    [InlineData("", "")]
    [InlineData("One\n\n\nTwo\n", "One\n\nTwo")]
    [InlineData("Yes.\n\n> Shall we?\n> Now?", "Yes.")]
    [InlineData("> Shall we?\nYes.\n> Now?\nNo.", "Yes.\nNo.")]
    [InlineData("Yes.\n\nOn Mon, 2 Mar 2026 at 10:00, Anna Berg wrote:\n> Shall we?", "Yes.")]
    [InlineData("Yes.\n\nOn Mon, 2 Mar 2026 at 10:00, Anna Berg <anna@example.com>\nwrote:\n\n> Shall we?", "Yes.")]
    [InlineData("On Mon, 2 Mar 2026 at 10:00, Anna Berg wrote:\n> Shall we?\n\nYes, below.", "Yes, below.")]
    [InlineData("Ja.\n\nAm 2. März 2026 um 10:00 schrieb Anna Berg:\n> Sollen wir?", "Ja.")]
    [InlineData("Yes.\n\n-----Original Message-----\nFrom: Anna\nShall we?", "Yes.")]
    [InlineData("Yes.\n\n________________________________\nFrom: Anna\nSent: Monday\n\nShall we?", "Yes.")]
    [InlineData("Yes.\n\nFrom: Anna\nSent: Monday\nTo: Ben\n\nShall we?", "Yes.")]
    [InlineData("Yes.\n\n*Von:* Anna\n*Gesendet:* Montag\n\nSollen wir?", "Yes.")]
    [InlineData("From: the harbour we went on.\nIt was fine.", "From: the harbour we went on.\nIt was fine.")]
    [InlineData("Yes.\n\n--\nBen Carter\nKelpline", "Yes.")]
    [InlineData("Yes.\n\n-- \nBen Carter", "Yes.")]
    [InlineData("---------- Forwarded message ---------\nFrom: Anna\n\nShall we?", "")]
    [InlineData("Prices:\n- one\n- two", "Prices:\n- one\n- two")]
    public void Of_Text_IsWhatTheSenderWrote(string text, string expected) => NewText.Extract(text).ShouldBe(expected);

    private static readonly string[] Pieces = ["> ", "\n", "On Monday, 2 March, Anna wrote:", "From: a", "Sent: b", "--", "x", " "];

    [Fact]
    public void Of_AnyText_HasOnlyLinesOfIt() => Gen.OneOf(Gen.String, Gen.Int[0, Pieces.Length - 1].Select(static i => Pieces[i]))
        .Array[0, 12].Select(static parts => string.Concat(parts)).Sample(static text =>
        {
            var lines = text.Split('\n').Select(static l => l.Trim()).ToHashSet();
            NewText.Extract(text).Split('\n').Select(static l => l.Trim()).ShouldAllBe(l => l.Length == 0 || lines.Contains(l));
        });
}
