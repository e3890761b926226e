using InboxMind.Core.Mail.Attachments.Pictures;

namespace InboxMind.Core.Tests.Mail.Attachments.Pictures;

public sealed class PictureHeadTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A0000000D4948445200000320000001F4", "image/png", 800, 500, true)]
    [InlineData("89504E470D0A1A0A0000000D494844520000006400000032", "image/png", 100, 50, false)]
    [InlineData("89504E470D0A1A0A0000000D494844520000EA600000EA60", "image/png", 60_000, 60_000, false)]
    [InlineData("47494638396120032003", "image/gif", 800, 800, true)]
    [InlineData("FFD8FFE000104A46494600010101004800480000FFC0001108012C019003", "image/jpeg", 400, 300, true)]
    [InlineData("52494646000000005745425056503858000000000000000 01F03002B0100", "image/webp", 800, 300, true)]
    [InlineData("524946460000000057454250565038200000000000000000000000000000", "image/webp", 0, 0, true)]
    public void Of_Picture_TellsItsTypeAndSize(string hex, string type, int width, int height, bool mayShowText)
    {
        var head = PictureHead.Of(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))).ShouldNotBeNull();

        head.ShouldBe(new PictureHead(type, width, height));
        head.MayShowText.ShouldBe(mayShowText);
    }

    [Theory]
    [InlineData("")]
    [InlineData("FFD8FF")]
    [InlineData("FFD8FFE00000FFE00000FFE00000FFE00000")]
    [InlineData("FFD8FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("89504E470D0A1A0A0000000D49484452FFFFFFFFFFFFFFFF")]
    [InlineData("49492A0000000000")]
    public void Of_OtherFileOrDamage_IsNone(string hex) => PictureHead.Of(Convert.FromHexString(hex)).ShouldBeNull();
}
