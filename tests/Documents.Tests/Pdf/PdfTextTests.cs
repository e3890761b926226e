using InboxMind.Core.Mail.Attachments;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Writer;

namespace InboxMind.Documents.Tests.Pdf;

public sealed class PdfTextTests
{
    [Fact]
    public void Read_Pages_AreNumbered()
    {
        var sample = Sample.Read("lease.pdf");

        sample.Passages.Select(static p => p.Page).ShouldBe([1, 2]);
        sample.Passages[0].Text.ShouldStartWith("Lease of the boat shed");
        sample.Passages[1].Text.ShouldStartWith("The keys are returned to the harbour office by the end of March.");
        sample.Passages[1].Place.ShouldBe("page 2");
    }

    [Fact]
    public void Read_TwoColumns_AreReadOneAfterTheOther()
    {
        var text = Sample.Read("columns.pdf").Text.ReplaceLineEndings(" ");

        text.ShouldStartWith("The cooperative of Brünnsvik");
        text.ShouldContain("bought timber on credit and built three hulls before the first snow fell on the quay");
        text.ShouldContain("Questions of doubt are settled by the oldest widow of the village");
        text.IndexOf("has ever been let off.", StringComparison.Ordinal)
            .ShouldBeLessThan(text.IndexOf("Dividends are paid out", StringComparison.Ordinal));
        text.ShouldContain("Printed at the harbour.");
    }

    [Fact]
    public void Read_Table_KeepsItsRowsTogether() => Sample.Read("table.pdf").Text.Split('\n').Select(static l => l.Trim())
        .ShouldContain("Gutters\tBlikk Øst\t812.5");

    [Fact]
    public void Read_PageWithoutText_IsSaidToHaveNone()
    {
        using var builder = new PdfDocumentBuilder();
        builder.AddPage(PageSize.A4).DrawRectangle(new UglyToad.PdfPig.Core.PdfPoint(100, 100), 200, 200);

        Sample.Read(builder.Build()).Outcome.ShouldBe(AttachmentOutcome.NoText);
    }
}
