namespace InboxMind.Core.Tests.Accounts;

public sealed class UserIdTests
{
    [Theory]
    [InlineData("local")]
    [InlineData("a")]
    [InlineData("0-_z")]
    public void New_LegalValue_IsKept(string value) => new UserId(value).Value.ShouldBe(value);

    [Fact]
    public void New_LongestValue_IsKept() => new UserId(new string('a', 64)).Value.Length.ShouldBe(64);

    [Theory]
    [InlineData("")]
    [InlineData("Anna")]
    [InlineData("a b")]
    [InlineData("../a")]
    [InlineData("a/b")]
    [InlineData("a\0")]
    [InlineData("ä")]
    [InlineData("a\n")]
    public void New_IllegalValue_IsRefused(string value) => Should.Throw<ArgumentException>(() => new UserId(value));

    [Fact]
    public void New_TooLongOrNull_IsRefused()
    {
        Should.Throw<ArgumentException>(() => new UserId(new string('a', 65)));
        Should.Throw<ArgumentException>(() => new UserId(null!));
    }

    [Fact]
    public void Value_NeverSet_IsRefused() => Should.Throw<InvalidOperationException>(() => default(UserId).Value);
}
