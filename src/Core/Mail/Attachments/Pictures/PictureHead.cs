using System.Buffers.Binary;

namespace InboxMind.Core.Mail.Attachments.Pictures;

/// <summary>What the first bytes of a picture tell, which is all that is looked at: no picture is ever decoded here.</summary>
/// <param name="ContentType">Of PNG, JPEG, GIF or WebP.</param>
/// <param name="Width">Pixels; 0 where they are not told.</param>
/// <param name="Height">As the width.</param>
public readonly record struct PictureHead(string ContentType, int Width, int Height)
{
    /// <summary>Fewer pixels show no more than a logo or a line.</summary>
    private const int MinPixels = 40_000;

    /// <summary>More are no page: what decodes it would need gigabytes.</summary>
    private const int MaxPixels = 60_000_000;

    private const int MaxSegments = 200;

    /// <summary>Whether there may be text on it that can be read.</summary>
    public bool MayShowText => Width == 0 || ((long)Width * Height is >= MinPixels and <= MaxPixels && Math.Min(Width, Height) >= 40);

    /// <summary>Reads it; null when it is none of these.</summary>
    public static PictureHead? Of(ReadOnlySpan<byte> file)
    {
        if (file.Length >= 24 && file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
            return Of("image/png", BinaryPrimitives.ReadUInt32BigEndian(file[16..]), BinaryPrimitives.ReadUInt32BigEndian(file[20..]));
        if (file.Length >= 10 && file.StartsWith("GIF8"u8))
            return Of("image/gif", BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]));
        if (file.Length >= 30 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8))
            return WebP(file);
        return file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg(file) : null;
    }

    private static PictureHead? Of(string type, uint width, uint height) =>
        width is 0 or > int.MaxValue || height is 0 or > int.MaxValue ? null : new PictureHead(type, (int)width, (int)height);

    /// <summary>VP8X says its size; the frames of the two others say it in bits of their own, and are no larger than 16,383 either
    /// way.</summary>
    private static PictureHead? WebP(ReadOnlySpan<byte> file) => !file[12..].StartsWith("VP8X"u8)
        ? new PictureHead("image/webp", 0, 0)
        : Of("image/webp", (uint)(file[24] | (file[25] << 8) | (file[26] << 16))
            + 1, (uint)(file[27] | (file[28] << 8) | (file[29] << 16)) + 1);

    /// <summary>Walks over segments to the frame's header (ITU T.81, annex B).</summary>
    private static PictureHead? Jpeg(ReadOnlySpan<byte> file)
    {
        var at = 2;
        for (var i = 0; i < MaxSegments && at + 9 < file.Length && file[at] == 0xFF; i++)
        {
            var mark = file[at + 1];
            if (mark is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return Of(
                    "image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            }

            at += mark == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return null;
    }
}
