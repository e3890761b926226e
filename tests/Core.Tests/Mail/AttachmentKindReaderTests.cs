namespace InboxMind.Core.Tests.Mail;

public sealed class AttachmentKindReaderTests
{
    [Theory]
    [InlineData("plan.PDF", "application/octet-stream", AttachmentKinds.Pdf | AttachmentKinds.Document)]
    [InlineData("plan.xlsx", "application/pdf", AttachmentKinds.Spreadsheet)]
    [InlineData("", "application/pdf", AttachmentKinds.Pdf | AttachmentKinds.Document)]
    [InlineData("plan", "application/msword", AttachmentKinds.Document)]
    [InlineData("plan", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", AttachmentKinds.Document)]
    [InlineData("plan", "application/vnd.oasis.opendocument.text", AttachmentKinds.Document)]
    [InlineData("plan", "application/vnd.ms-excel", AttachmentKinds.Spreadsheet)]
    [InlineData("plan", "application/vnd.oasis.opendocument.spreadsheet", AttachmentKinds.Spreadsheet)]
    [InlineData("plan", "application/vnd.ms-powerpoint", AttachmentKinds.Presentation)]
    [InlineData("plan", "application/vnd.oasis.opendocument.presentation", AttachmentKinds.Presentation)]
    [InlineData("plan", "application/gzip", AttachmentKinds.Archive)]
    [InlineData("plan", "text/calendar", AttachmentKinds.Calendar)]
    [InlineData("plan", "message/rfc822", AttachmentKinds.Mail)]
    [InlineData("plan", "image/x-new", AttachmentKinds.Image)]
    [InlineData("plan", "audio/x-new", AttachmentKinds.Audio)]
    [InlineData("plan", "video/x-new", AttachmentKinds.Video)]
    [InlineData("plan.new", "application/octet-stream", AttachmentKinds.None)]
    public void Read_NameAndType_SayTheKind(string name, string type, AttachmentKinds expected) =>
        AttachmentKindReader.Read([Attachment(name, type)]).ShouldBe(expected);

    [Fact]
    public void Read_PictureWithinTheText_IsNoAttachmentToAPerson() =>
        AttachmentKindReader.Read([Attachment("logo.png", "image/png") with { IsInline = true }, Attachment("a.zip", "")])
            .ShouldBe(AttachmentKinds.Archive);

    private static AttachmentInfo Attachment(string name, string type) => new(name, type, 1, null, IsInline: false);
}
