using InboxMind.Core.Mail.Attachments.Pictures;
using UglyToad.PdfPig.Content;

namespace InboxMind.Documents.Pdf;

/// <summary>The picture that a page without text is: its largest one, as a file. Of what PDF compresses pictures with, JPEG is such a file
/// already; what can be unpacked is made a PNG; JBIG2 and JPEG 2000 are not read.</summary>
internal static class PageScan
{
    /// <summary>Pixels of what is unpacked: a page of A4 at 300 dots to the inch has 8.7 million.</summary>
    private const int MaxPixels = 12_000_000;

    /// <summary>A picture of a smaller share of the page is none of the page.</summary>
    private const double MinShare = 0.3;

    /// <summary>The picture; null when there is none that can be had.</summary>
    public static ReadOnlyMemory<byte>? Of(Page page)
    {
        var largest = page.GetImages().Where(i => Area(i) >= MinShare * page.Width * page.Height).MaxBy(Area);
        if (largest is null)
            return null;
        if (PictureHead.Of(largest.RawMemory.Span) is not null)
            return largest.RawMemory;
        return (long)largest.WidthInSamples * largest.HeightInSamples <= MaxPixels && largest.TryGetPng(out var png) ? png : null;
    }

    private static double Area(IPdfImage image) => Math.Abs(image.BoundingBox.Width * image.BoundingBox.Height);
}
