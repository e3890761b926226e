using System.Text.Json.Serialization;
using System.Globalization;

namespace InboxMind.Core.Mail.Attachments;

/// <summary>A part of an attachment's text: of a page, a sheet, a slide, or of all of it where it has none of them.</summary>
/// <param name="Text">The text; never empty.</param>
public sealed record AttachmentPassage(string Text)
{
    /// <summary>The file within the attachment, with a slash between the names, such as <c>plans/budget.xlsx</c>; null when it is the
    /// attachment itself.</summary>
    public string? Entry { get; init; }

    /// <summary>Counted from 1.</summary>
    public int? Page { get; init; }

    /// <summary>The sheet's name.</summary>
    public string? Sheet { get; init; }

    /// <summary>Counted from 1.</summary>
    public int? Slide { get; init; }

    /// <summary>The <see cref="Pictures.AttachmentPicture.Digest"/> of the picture that a model read it from; null when the file holds it
    /// as text.</summary>
    public string? Picture { get; init; }

    /// <summary>Where it stands, such as <c>plans/budget.xlsx, sheet Costs</c>; empty when it is all there is.</summary>
    [JsonIgnore]
    public string Place => string.Join(", ", new[]
    {
        Entry, Page is { } page ? string.Create(CultureInfo.InvariantCulture, $"page {page}") : null,
        Sheet is null ? null : $"sheet {Sheet}",
        Slide is { } slide ? string.Create(CultureInfo.InvariantCulture, $"slide {slide}") : null,
    }.Where(static p => !string.IsNullOrEmpty(p)));
}
