using System.Globalization;
using System.Net.Http.Headers;
using CsCheck;
using InboxMind.Api.Emails;

namespace InboxMind.Api.Tests.Emails;

[ThroughFunctions]
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

    [Theory]
    [InlineData("a\r\nContent-Type: text/html\r\n\r\n<script>.pdf")]
    [InlineData("a\"; filename*=UTF-8''evil.exe; x=\".pdf")]
    [InlineData("UTF-8''..%2f..%2fetc%2fpasswd")]
    [InlineData("=?utf-8?q?=2E=2E=2Fevil?=")]
    [InlineData("\u2066report\u2069\u202Efdp.exe")]
    [InlineData("a\0b.pdf")]
    [InlineData("\ud83d")]
    [InlineData("x\ud83d.pdf\ude00")]
    [InlineData("\u2028\u0085\u007f.pdf")]
    public void Disposition_HostileName_IsOneHeaderThatNamesOneFile(string name)
    {
        var text = Download.Disposition(name);

        text.ShouldAllBe(static c => c >= ' ' && c < '\u007F');
        var header = ContentDispositionHeaderValue.Parse(text);
        header.Parameters.Select(static p => p.Name).ShouldBe(["filename", "filename*"], ignoreOrder: true);
        var file = header.FileNameStar!;
        file.IndexOfAny(['/', '\\', ':', '"', '%', ';']).ShouldBe(-1);
        file[0].ShouldNotBe('.');
    }

    /// <summary>Where a name is cut, a letter of two units may stand.</summary>
    [Fact]
    public void Disposition_TwoThousandLettersOfTwoUnits_IsCutBetweenThem()
    {
        for (var before = 0; before < 2; before++)
        {
            var file = ContentDispositionHeaderValue.Parse(Download.Disposition(
                new string('x', before) + string.Concat(Enumerable.Repeat("\U0001F4CE", 2_000)) + ".pdf")).FileNameStar!;

            file.Length.ShouldBeLessThanOrEqualTo(120);
            file.ShouldEndWith("\U0001F4CE.pdf");
            file.ShouldNotContain("\uFFFD");
        }
    }

    [Fact]
    public void Disposition_LongName_KeepsItsExtension() =>
        ContentDispositionHeaderValue.Parse(Download.Disposition(new string('x', 5_000) + ".pdf")).FileName!.Trim('"')
            .ShouldEndWith("x.pdf");

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
