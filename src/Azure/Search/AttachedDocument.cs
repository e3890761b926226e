using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Search.Documents.Models;
using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Raw;
using static InboxMind.Azure.Search.MailFieldNames;

namespace InboxMind.Azure.Search;

/// <summary>The part of a mail's document that its attachments make.</summary>
internal static class AttachedDocument
{
    /// <summary>Adds what says that they wait, or that there are none: whatever was read before is gone.</summary>
    public static void AddWaiting(SearchDocument document)
    {
        document[ReadBy] = 0;
        document[Attached] = document[AttachedDigest] = document[Readings] = "";
        document[Outcomes] = Array.Empty<string>();
        document[ReadingsLength] = 0;
    }

    /// <summary>What was read of them.</summary>
    public static SearchDocument Of(string key, int version, MailAttachments mail)
    {
        var readings = Pack(mail.Readings);
        return new SearchDocument
        {
            [Key] = key,
            [ReadBy] = version,
            [Attached] = IndexedWords.Stems(mail.Words),
            [AttachedDigest] = DigestOf(mail),
            [Outcomes] = SearchMailbox.OutcomesOf(mail.Readings).ToArray(),
            [Readings] = readings,
            [ReadingsLength] = readings.Length,
        };
    }

    /// <summary>Another one when there are other words.</summary>
    public static string DigestOf(MailAttachments mail) => mail.Words.Length == 0 ? "" : SearchKeys.Digest(mail.Words);

    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static IReadOnlyList<AttachmentReading> Unpack(string packed)
    {
        var at = packed.IndexOf(':', StringComparison.Ordinal);
        return JsonSerializer.Deserialize(
            Compression.DecompressText(
                Convert.FromBase64String(packed[(at + 1)..]), int.Parse(packed.AsSpan(0, at), CultureInfo.InvariantCulture)),
            AttachmentJson.Default.IReadOnlyListAttachmentReading) ?? [];
    }

    /// <summary>Their length in bytes, and their bytes compressed.</summary>
    private static string Pack(IReadOnlyList<AttachmentReading> readings)
    {
        var json = JsonSerializer.Serialize(readings, AttachmentJson.Default.IReadOnlyListAttachmentReading);
        return string.Create(
            CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(json)}:{Convert.ToBase64String(Compression.CompressText(json))}");
    }
}
