using System.Globalization;
using System.Net.Http.Headers;
using CsCheck;
using InboxMind.Api.Emails;

namespace InboxMind.Api.Tests.Emails;

public sealed class DownloadTests
{
    [Theory]
    [InlineData("plan.pdf", "plan.pdf")]
    [InlineData("résumé.pdf", "résumé.pdf")]
    [InlineData("見積書.xlsx", "見積書.xlsx")]
    [InlineData("../../etc/passwd", "_.._etc_passwd")]
    [InlineData("C:\\Windows\\x.exe", "C__Windows_x.exe")]
    [InlineData("a\"; filename=\"b.exe", "a__ filename=_b.exe")]
    [InlineData("a\r\nSet-Cookie: x=1", "a  Set-Cookie_ x=1")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("..", "attachment")]
    [InlineData("", "attachment")]
    [InlineData("   ", "attachment")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("100%41.txt", "100_41.txt")]
    public void Disposition_Name_IsMadeSafe(string name, string expected)
    {
        var header = ContentDispositionHeaderValue.Parse(Download.Disposition(name));

        header.DispositionType.ShouldBe("attachment");
        (header.FileNameStar ?? header.FileName!.Trim('"')).ShouldBe(expected);
    }

    [Fact]
    public void Disposition_LongName_KeepsItsExtension() =>
        ContentDispositionHeaderValue.Parse(Download.Disposition(new string('x', 5_000) + ".pdf")).FileName!.Trim('"').ShouldEndWith("x.pdf");

    [Fact]
    public void Disposition_AnyName_IsOneHeaderOfPlainAsciiThatNamesNoPath() => Gen.String.Sample(static name =>
    {
        var text = Download.Disposition(name);

        text.ShouldAllBe(static c => c >= ' ' && c < '\u007F');
        var header = ContentDispositionHeaderValue.Parse(text);
        header.DispositionType.ShouldBe("attachment");
        var file = header.FileNameStar ?? header.FileName!.Trim('"');
        file.ShouldNotBeNullOrWhiteSpace();
        file.IndexOfAny(['/', '\\', ':', '"']).ShouldBe(-1);
        file.ShouldAllBe(static c => !char.IsControl(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format);
        file[0].ShouldNotBe('.');
    });
}
