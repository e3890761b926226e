using InboxMind.Core.Import;

namespace InboxMind.Core.Tests.Import;

public sealed class MaildirTests
{
    [Theory]
    [InlineData("1700000000.M1P1.host:2,", MailFlags.None)]
    [InlineData("1700000000.M1P1.host:2,S", MailFlags.Seen)]
    [InlineData("1700000000.M1P1.host,S=123,W=130:2,FRS", MailFlags.Flagged | MailFlags.Answered | MailFlags.Seen)]
    [InlineData(
        "x:2,DFPRSTab9", MailFlags.Draft | MailFlags.Flagged | MailFlags.Passed | MailFlags.Answered | MailFlags.Seen | MailFlags.Deleted)]
    [InlineData("x;2,T", MailFlags.Deleted)]
    [InlineData("x!2,ST", MailFlags.Seen | MailFlags.Deleted)]
    [InlineData("x:2,S:2,F", MailFlags.Flagged)]
    [InlineData("x:1,S", MailFlags.None)]
    [InlineData("x:2", MailFlags.None)]
    [InlineData("SFT", MailFlags.None)]
    [InlineData("", MailFlags.None)]
    public void Flags_FileName_GivesWhatStandsAfterTheMark(string name, MailFlags flags) => Maildir.Flags(name).ShouldBe(flags);

    [Theory]
    [InlineData("", "INBOX")]
    [InlineData(".Sent", "Sent")]
    [InlineData(".Projects.2024", "Projects/2024")]
    [InlineData("Projects/2024", "Projects/2024")]
    [InlineData("Sent", "Sent")]
    [InlineData("home/.Archive.2024", "home/Archive/2024")]
    [InlineData(".B&APw-cher", "B\u00fccher")]
    [InlineData(".R&-D", "R&D")]
    [InlineData(".Q&A", "Q&A")]
    [InlineData(".A&B-C", "A&B-C")]
    [InlineData(".&ZeVnLIqe-", "\u65e5\u672c\u8a9e")]
    public void FolderName_BelowTheRoot_HasSlashesBetweenLevels(string below, string name) =>
        Maildir.FolderName(Path.Combine(Path.GetTempPath(), "m"), Path.Combine(Path.GetTempPath(), "m", below)).ShouldBe(name);
}
