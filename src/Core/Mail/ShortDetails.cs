using System.Text.Json;

namespace InboxMind.Core.Mail;

/// <summary>Reads <see cref="MessageDetails"/> that are at hand as a whole. A serializer would do the same, and take as long to get ready
/// for it as a command takes for all else: what it needs for each type of a property is compiled anew by every process.</summary>
public static class ShortDetails
{
    private static readonly string[] Names =
    [
        nameof(MailAddress.Name), nameof(MailAddress.Address), nameof(MessageDetails.From), nameof(MessageDetails.To),
        nameof(MessageDetails.Cc), nameof(MessageDetails.Bcc), nameof(MessageDetails.Attachments), nameof(MessageDetails.WholeText),
        nameof(MessageDetails.ListId), nameof(MessageDetails.Protection), nameof(MessageDetails.Asks), nameof(MessageDetails.Kind),
        nameof(MessageDetails.DateSource), nameof(AttachmentInfo.ContentType), nameof(AttachmentInfo.Size),
        nameof(AttachmentInfo.ContentId), nameof(AttachmentInfo.IsInline),
    ];

    private delegate T Reading<T>(ref Utf8JsonReader reader)
        where T : class;

    /// <summary>Reads them.</summary>
    /// <exception cref="JsonException">They are none.</exception>
    public static MessageDetails Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var details = new MessageDetails([], [], [], [], []);
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
        while (Next(ref reader) is { } name)
        {
            details = name switch
            {
                nameof(MessageDetails.From) => details with { From = List(ref reader, Address) },
                nameof(MessageDetails.To) => details with { To = List(ref reader, Address) },
                nameof(MessageDetails.Cc) => details with { Cc = List(ref reader, Address) },
                nameof(MessageDetails.Bcc) => details with { Bcc = List(ref reader, Address) },
                nameof(MessageDetails.Attachments) => details with { Attachments = List(ref reader, Attachment) },
                nameof(MessageDetails.WholeText) => details with { WholeText = reader.GetInt64() },
                nameof(MessageDetails.ListId) => details with { ListId = reader.GetString() },
                nameof(MessageDetails.Protection) => details with { Protection = reader.GetString() },
                nameof(MessageDetails.Asks) => details with { Asks = reader.GetBoolean() },
                nameof(MessageDetails.Kind) => details with { Kind = (MailKind)Named(ref reader, typeof(MailKind)) },
                nameof(MessageDetails.DateSource) => details with { DateSource = (DateSource)Named(ref reader, typeof(DateSource)) },
                _ => Skipped(ref reader, details),
            };
        }

        return details;
    }

    private static T[] List<T>(ref Utf8JsonReader reader, Reading<T> read)
        where T : class
    {
        Expect(reader.TokenType == JsonTokenType.StartArray);
        List<T>? all = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(reader.TokenType == JsonTokenType.StartObject);
            (all ??= []).Add(read(ref reader));
        }

        return all?.ToArray() ?? [];
    }

    private static MailAddress Address(ref Utf8JsonReader reader)
    {
        var (name, address) = ("", "");
        while (Next(ref reader) is { } property)
        {
            if (property == nameof(MailAddress.Name))
                name = reader.GetString()!;
            else if (property == nameof(MailAddress.Address))
                address = reader.GetString()!;
            else
                reader.Skip();
        }

        return new MailAddress(name, address);
    }

    private static AttachmentInfo Attachment(ref Utf8JsonReader reader)
    {
        var attachment = new AttachmentInfo("", "", 0, null, IsInline: false);
        while (Next(ref reader) is { } property)
        {
            attachment = property switch
            {
                nameof(AttachmentInfo.Name) => attachment with { Name = reader.GetString()! },
                nameof(AttachmentInfo.ContentType) => attachment with { ContentType = reader.GetString()! },
                nameof(AttachmentInfo.Size) => attachment with { Size = reader.GetInt64() },
                nameof(AttachmentInfo.ContentId) => attachment with { ContentId = reader.GetString() },
                nameof(AttachmentInfo.IsInline) => attachment with { IsInline = reader.GetBoolean() },
                _ => Skipped(ref reader, attachment),
            };
        }

        return attachment;
    }

    /// <summary>Goes to the next property's value.</summary>
    /// <returns>Its name; null at the end of the object.</returns>
    private static string? Next(ref Utf8JsonReader reader)
    {
        Expect(reader.Read());
        if (reader.TokenType == JsonTokenType.EndObject)
            return null;
        var name = Name(ref reader);
        Expect(reader.Read());
        return name;
    }

    /// <summary>The names are few: no text is made of them.</summary>
    private static string Name(ref Utf8JsonReader reader)
    {
        foreach (var name in Names)
        {
            if (reader.ValueTextEquals(name))
                return name;
        }

        return "";
    }

    private static object Named(ref Utf8JsonReader reader, Type type) => Enum.Parse(type, reader.GetString()!, ignoreCase: true);

    private static T Skipped<T>(ref Utf8JsonReader reader, T same)
        where T : class
    {
        reader.Skip();
        return same;
    }

    private static void Expect(bool holds)
    {
        if (!holds)
            throw new JsonException("These are no details of a message.");
    }
}
