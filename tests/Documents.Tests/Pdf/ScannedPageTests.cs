using System.Buffers.Binary;
using System.IO.Compression;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Attachments.Pictures;
using InboxMind.Documents.Files;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace InboxMind.Documents.Tests.Pdf;

/// <summary>Pictures that may show text, of files that are read for them.</summary>
public sealed class ScannedPageTests
{
    private static readonly AttachmentLimits Limits = new() { Pictures = 3, PictureMegabytes = 1 };

    /// <summary>A JPEG as far as its head tells, of 800 by 1,000 pixels.</summary>
    private static readonly byte[] Jpeg =
    [
        .. Convert.FromHexString("FFD8FFE000104A46494600010101004800480000FFC000110803E8032003012200021101031101"),
        .. new byte[500], 0xFF, 0xD9,
    ];

    [Fact]
    public void Read_ScannedPages_GivesTheirPicturesWithTheirPages()
    {
        var (pictures, isCut) = Read(Pdf(page => page.AddText("typed", 12, new PdfPoint(50, 500), Font!), Scan, Scan));

        pictures.Select(static p => p.Page).ShouldBe([2, 3]);
        pictures.TrueForAll(static p => p.Data.AsSpan().StartsWith(Jpeg.AsSpan(0, 100))).ShouldBeTrue();
        isCut.ShouldBeFalse();
    }

    [Fact]
    public void Read_ScanThatIsNoFile_IsMadeOne()
    {
        var (pictures, _) = Read(Pdf(static page => page.AddPng(Png(300, 400), new PdfRectangle(0, 0, 600, 800))));

        PictureHead.Of(pictures.ShouldHaveSingleItem().Data).ShouldBe(new PictureHead("image/png", 300, 400));
    }

    [Fact]
    public void Read_PictureThatIsASmallPartOfThePage_IsLeftOut() =>
        Read(Pdf(static page => page.AddJpeg(Jpeg, new PdfRectangle(0, 0, 100, 100)))).Pictures.ShouldBeEmpty();

    [Fact]
    public void Read_MorePagesThanAllowed_SaysThatThereAreMore()
    {
        var (pictures, isCut) = Read(Pdf(Scan, Scan, Scan, Scan, Scan));

        pictures.Count.ShouldBe(3);
        isCut.ShouldBeTrue();
    }

    [Fact]
    public void Read_HugePicture_IsLeftOut()
    {
        byte[] file = [.. Jpeg, .. new byte[2 * 1024 * 1024]];

        var (pictures, isCut) = Read(file);

        pictures.ShouldBeEmpty();
        isCut.ShouldBeTrue();
    }

    [Fact]
    public void Read_PictureInAnArchive_SaysWhere()
    {
        var (pictures, _) = Read(Sample.Zip(("scans/a.jpg", Jpeg), ("b.txt", "text"u8.ToArray())));

        pictures.ShouldHaveSingleItem().Entry.ShouldBe("scans/a.jpg");
    }

    [Fact]
    public void Read_NoneWanted_GivesNone()
    {
        var pictures = new List<AttachmentPicture>();
        DocumentReader.Read(Jpeg, new AttachmentLimits(), static _ => { }, pictures.Add).Outcome.ShouldBe(AttachmentOutcome.NoText);

        pictures.ShouldBeEmpty();
    }

    private static PdfDocumentBuilder.AddedFont? Font { get; set; }

    private static void Scan(PdfPageBuilder page) => page.AddJpeg(Jpeg, new PdfRectangle(0, 0, 600, 800));

    private static byte[] Pdf(params Action<PdfPageBuilder>[] pages)
    {
        using var builder = new PdfDocumentBuilder();
        Font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var add in pages)
            add(builder.AddPage(PageSize.A4));
        return builder.Build();
    }

    private static (List<AttachmentPicture> Pictures, bool IsCut) Read(byte[] file)
    {
        var pictures = new List<AttachmentPicture>();
        var (_, isCut) = DocumentReader.Read(file, Limits, static _ => { }, pictures.Add);
        return (pictures, isCut);
    }

    /// <summary>A grey picture (PNG, ISO 15948).</summary>
    private static byte[] Png(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
            packed.Write(new byte[height * (width + 1)]);
        return
        [
            .. Convert.FromHexString("89504E470D0A1A0A"), .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, rows.ToArray()),
            .. Chunk("IEND"u8, []),
        ];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
