using System.Text;
using CsCheck;
using InboxMind.Core.Text;

namespace InboxMind.Core.Tests.Mail;

public sealed class Base32Tests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "my")]
    [InlineData("fo", "mzxq")]
    [InlineData("foo", "mzxw6")]
    [InlineData("foob", "mzxw6yq")]
    [InlineData("fooba", "mzxw6ytb")]
    [InlineData("foobar", "mzxw6ytboi")]
    public void Encode_Rfc4648Vector_GivesItsTextInLowerCaseWithoutPadding(string text, string expected) =>
        Base32.Encode(Encoding.ASCII.GetBytes(text)).ShouldBe(expected);

    [Fact]
    public void Encode_DifferentBytes_GivesDifferentTexts() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 40]).Sample(
            static (a, b) => (Base32.Encode(a) == Base32.Encode(b)).ShouldBe(a.AsSpan().SequenceEqual(b)));
}
