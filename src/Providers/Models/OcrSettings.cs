using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Settings;
using InboxMind.Core.Telemetry;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Providers.Models;

/// <summary>Which model reads pictures, and how many.</summary>
/// <param name="Model">Where it is reached.</param>
/// <param name="PicturesPerDay">Pictures of one user in a day (UTC), 0 for any number.</param>
/// <param name="Price">What a million of its tokens cost.</param>
internal sealed record OcrSettings(OpenAiSettings Model, int PicturesPerDay, ModelPrice Price)
{
    /// <summary>Reads <c>Attachments:Ocr</c>; null when it names no endpoint.</summary>
    /// <exception cref="SettingsException">A value is missing or wrong.</exception>
    public static OcrSettings? Read(IConfiguration settings)
    {
        var section = settings.GetSection(AttachmentLimits.Section).GetSection("Ocr");
        return string.IsNullOrWhiteSpace(section["Endpoint"]) ? null : new OcrSettings(
            OpenAiSettings.ReadModel(section), section.Number("PerDay", 500, 0, 1_000_000),
            new ModelPrice(section.Amount("InputPrice", 0, 10_000), section.Amount("OutputPrice", 0, 10_000)));
    }
}
