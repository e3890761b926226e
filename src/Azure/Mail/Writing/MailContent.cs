using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InboxMind.Azure.Mail.Items;
using InboxMind.Core.Mail.Raw;

namespace InboxMind.Azure.Mail.Writing;

/// <summary>The content of a message, ready to be stored: in its item as long as it is short, else in blobs beside the raw mail.</summary>
/// <param name="Id">The message.</param>
/// <param name="Text">The text, compressed.</param>
/// <param name="TextLength">Its length in bytes of UTF-8.</param>
/// <param name="Details">Addresses and attachments, as JSON.</param>
internal sealed record MailContent(EmailId Id, byte[] Text, int TextLength, string Details)
{
    /// <summary>Bytes of each that lie in the item: every kilobyte makes each change of it dearer.</summary>
    private const int MaxInItem = 16 * 1024;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>Parts that lie in blobs already, and so stay there.</summary>
    public ApartParts Before { get; init; }

    public ApartParts Apart => Before
        | (Text.Length > MaxInItem ? ApartParts.Text : 0) | (Encoding.UTF8.GetByteCount(Details) > MaxInItem ? ApartParts.Details : 0);

    public int Bytes => (Apart.HasFlag(ApartParts.Text) ? 0 : Text.Length * 4 / 3)
        + (Apart.HasFlag(ApartParts.Details) ? 0 : Details.Length);

    public static MailContent Of(MailMessage message) => new(
        message.Id, Compression.CompressText(message.Text), Encoding.UTF8.GetByteCount(message.Text),
        JsonSerializer.Serialize(MessageDetails.Of(message), MailJson.Default.MessageDetails));

    /// <summary>What has to lie in blobs before the message is stored.</summary>
    /// <param name="mail">The mail.</param>
    public IEnumerable<RawMailToSave> Blobs(MailToSave mail) => [new RawMailToSave(Id, mail.Raw), .. Parts(mail.Message)];

    /// <summary>What of the content has to lie in blobs beside the raw mail.</summary>
    /// <param name="message">The message.</param>
    public IEnumerable<RawMailToSave> Parts(MailMessage message)
    {
        if (Apart.HasFlag(ApartParts.Text))
            yield return new RawMailToSave(TextId(Id), Encoding.UTF8.GetBytes(message.Text));
        if (Apart.HasFlag(ApartParts.Details))
            yield return new RawMailToSave(DetailsId(Id), Encoding.UTF8.GetBytes(Details));
    }

    /// <summary>The blobs that a message may have.</summary>
    public static IEnumerable<EmailId> BlobsOf(EmailId id, bool hasParts) => hasParts ? [id, TextId(id), DetailsId(id)] : [id];

    /// <summary>The name of the text's blob: drawn from the message's id, and as long.</summary>
    public static EmailId TextId(EmailId id) => Derived("text", id);

    public static EmailId DetailsId(EmailId id) => Derived("details", id);

    private static EmailId Derived(string part, EmailId id) => new(string.Concat(
        SHA512.HashData(Encoding.UTF8.GetBytes($"{part}\n{id.Value}")).Take(EmailId.Length).Select(static b => Alphabet[b & 31])));
}
