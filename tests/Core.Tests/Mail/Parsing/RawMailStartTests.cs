namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class RawMailStartTests
{
    private const string Mail = "From: Anna <a@x.example>\nSubject: Nets\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n\ntext\n";

    [Theory]
    [InlineData("\u00ef\u00bb\u00bf")]
    [InlineData("From a@x.example Mon Mar  2 10:00:00 2026\n")]
    [InlineData("From - Mon Mar  2 10:00:00 2026\n>From a@x.example Mon Mar  2 10:00:00 2026\n")]
    [InlineData("\u00ef\u00bb\u00bfFrom a@x.example Mon Mar  2 10:00:00 2026\n")]
    [InlineData("Internet Headers Version 2.0\n")]
    [InlineData("\n\n")]
    [InlineData("saved by the archive\n-----\n\n")]
    [InlineData("312  \n")]
    public void Read_SomethingBeforeTheHeader_IsPassedOver(string before)
    {
        var message = TestMail.Message(before + Mail);

        (message.Sender.Name, message.Subject, message.Date.Day, message.Text).ShouldBe(("Anna", "Nets", 2, "text"));
    }

    [Fact]
    public void Read_CrAlone_IsALineEnd() =>
        TestMail.Read(System.Text.Encoding.ASCII.GetBytes(Mail.Replace('\n', '\r'))).Message.Subject.ShouldBe("Nets");

    [Fact]
    public void Read_SizeAndId_AreThoseOfTheWholeAndOfTheMail()
    {
        var message = TestMail.Message($"Internet Headers Version 2.0\n{Mail}");

        message.Size.ShouldBe(TestMail.Bytes($"Internet Headers Version 2.0\n{Mail}").Length);
        message.Id.ShouldBe(TestMail.Message(Mail).Id);
    }
}
