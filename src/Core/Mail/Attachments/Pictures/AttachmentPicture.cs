using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace InboxMind.Core.Mail.Attachments.Pictures;

/// <summary>A picture in an attachment that may show text: a photograph, a scanned page.</summary>
/// <param name="Data">A file that <see cref="PictureHead"/> knows.</param>
public sealed record AttachmentPicture(byte[] Data)
{
    /// <summary>As <see cref="AttachmentPassage.Entry"/>.</summary>
    public string? Entry { get; init; }

    /// <summary>The page that it is all of, counted from 1.</summary>
    public int? Page { get; init; }

    /// <summary>Tells it from any other: the first 128 bits of SHA-256.</summary>
    [JsonIgnore]
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Data).AsSpan(0, 16));
}
