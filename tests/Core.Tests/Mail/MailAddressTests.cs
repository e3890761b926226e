namespace InboxMind.Core.Tests.Mail;

public sealed class MailAddressTests
{
    [Theory]
    [InlineData("Anna", "a@x.example", "Anna <a@x.example>", "Anna")]
    [InlineData("", "a@x.example", "a@x.example", "a@x.example")]
    [InlineData("Anna", "", "Anna", "Anna")]
    [InlineData("", "", "", "")]
    public void ToString_NameAndAddress_GivesWhatThereIs(string name, string address, string text, string display)
    {
        new MailAddress(name, address).ToString().ShouldBe(text);
        new MailAddress(name, address).Display.ShouldBe(display);
    }
}
