using System.Globalization;
using System.Text;
using InboxMind.Core.Mail.Parsing;
using MimeKit;
using MimeKit.Tnef;
using MimeReader = InboxMind.Core.Mail.Parsing.MimeReader;

namespace InboxMind.Core.Import.Outlook;

/// <summary>A mail as Outlook saves it in a file (.msg, MS-OXMSG), written as a mail again: its headers as they came where they are kept,
/// else from its properties; its texts and attachments.</summary>
internal static class OutlookMessage
{
    /// <summary>Messages within messages.</summary>
    private const int MaxDepth = 8;

    private const int MaxParts = 2_000;

    /// <summary>Properties (MS-OXPROPS).</summary>
    private const ushort Subject = 0x0037, Headers = 0x007D, Body = 0x1000, Html = 0x1013, Rtf = 0x1009, SubmitTime = 0x0039,
        DeliveryTime = 0x0E06, MessageId = 0x1035, InReplyTo = 0x1042, References = 0x1039, SenderName = 0x0C1A, SenderAddress = 0x0C1F,
        SenderSmtp = 0x5D01, SentByName = 0x0042, SentBySmtp = 0x5D02, Name = 0x3001, Address = 0x3003, Smtp = 0x39FE, Kind = 0x0C15,
        FileName = 0x3707, ShortName = 0x3704, MediaType = 0x370E, Data = 0x3701, ContentId = 0x3712, Flags = 0x0E07;

    private const int IsRead = 1;

    /// <summary>Whether a compound file is one.</summary>
    public static bool IsOne(CompoundFile file) =>
        file.Root.Names.Any(static n => n.Equals("__properties_version1.0", StringComparison.OrdinalIgnoreCase))
        && file.Root.Names.Any(static n => n.StartsWith("__substg1.0_", StringComparison.OrdinalIgnoreCase));

    /// <summary>Writes it as a mail.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or no message.</exception>
    public static (byte[] Mail, MailFlags Flags) Read(ReadOnlyMemory<byte> file)
    {
        var compound = new CompoundFile(file);
        if (!IsOne(compound))
            throw new InvalidDataException("It is no message of Outlook.");
        var properties = new MessageProperties(compound.Root, 32, null);
        using var mail = Message(properties, 0);
        using var written = new MemoryStream();
        mail.WriteTo(FormatOptions.Default, written);
        return (written.ToArray(), ((properties.Number(Flags) ?? 0) & IsRead) != 0 ? MailFlags.Seen : MailFlags.None);
    }

    private static MimeMessage Message(MessageProperties properties, int depth)
    {
        var message = new MimeMessage();
        message.Headers.Clear();
        if (!TakeHeaders(message, properties.String(Headers)))
            MakeHeaders(message, properties);
        message.Body = Content(properties, depth);
        return message;
    }

    /// <summary>The headers that it came with, but for those that tell how its content was packed.</summary>
    private static bool TakeHeaders(MimeMessage message, string headers)
    {
        if (!headers.Contains(':', StringComparison.Ordinal))
            return false;
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes($"{headers.TrimStart().TrimEnd()}\r\n\r\n"));
        try
        {
            foreach (var header in HeaderList.Load(MimeReader.Options, bytes))
            {
                if (!header.Field.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && header.Id != HeaderId.MimeVersion)
                    message.Headers.Add(header);
            }
        }
        catch (FormatException)
        {
            message.Headers.Clear();
        }

        return message.Headers.Contains(HeaderId.From) || message.Headers.Contains(HeaderId.Received);
    }

    private static void MakeHeaders(MimeMessage message, MessageProperties properties)
    {
        message.Headers.Clear();
        Add(message.From, First(properties.String(SenderName), properties.String(SentByName)),
            First(properties.String(SenderSmtp), properties.String(SentBySmtp), properties.String(SenderAddress)));
        foreach (var name in Folders(properties, "__recip_version1.0_"))
        {
            var recipient = new MessageProperties(properties.Storage.Folder(name)!, 8, properties.Encoding);
            var list = recipient.Number(Kind) switch
            {
                2 => message.Cc,
                3 => message.Bcc,
                _ => message.To,
            };
            Add(list, recipient.String(Name), First(recipient.String(Smtp), recipient.String(Address)));
        }

        message.Subject = properties.String(Subject);
        if (First(properties.Date(SubmitTime), properties.Date(DeliveryTime)) is { } date)
            message.Date = date;
        AddField(message, HeaderId.MessageId, properties.String(MessageId));
        AddField(message, HeaderId.InReplyTo, properties.String(InReplyTo));
        AddField(message, HeaderId.References, properties.String(References));
    }

    private static void AddField(MimeMessage message, HeaderId id, string value)
    {
        if (value.Length > 0)
            message.Headers[id] = value.ReplaceLineEndings(" ");
    }

    private static void Add(InternetAddressList list, string name, string address)
    {
        if (list.Count < MailLimits.Addresses && (name.Length > 0 || address.Length > 0))
            list.Add(new MailboxAddress(name, address.Contains('@', StringComparison.Ordinal) ? address.Trim() : ""));
    }

    private static MimeEntity Content(MessageProperties properties, int depth)
    {
        var text = Text(properties, depth);
        var attached = Folders(properties, "__attach_version1.0_")
            .Select(name => Attachment(new MessageProperties(properties.Storage.Folder(name)!, 8, properties.Encoding), depth))
            .OfType<MimeEntity>().ToList();
        if (attached.Count == 0)
            return text;
        var all = new Multipart("mixed") { Boundary = Boundary("mixed", depth) };
        all.Add(text);
        attached.ForEach(all.Add);
        return all;
    }

    private static MimeEntity Text(MessageProperties properties, int depth)
    {
        var (plain, html) = (properties.String(Body), HtmlOf(properties));
        if (html.Length == 0)
            return new TextPart("plain") { Text = plain.Length > 0 ? plain : RtfOf(properties) };
        if (plain.Length == 0)
            return new TextPart("html") { Text = html };
        var both = new MultipartAlternative { Boundary = Boundary("alternative", depth) };
        both.Add(new TextPart("plain") { Text = plain });
        both.Add(new TextPart("html") { Text = html });
        return both;
    }

    private static string HtmlOf(MessageProperties properties) => properties.Bytes(Html) is { Length: > 0 } bytes
        ? properties.Encoding.GetString(bytes.Span)
        : properties.String(Html);

    private static string RtfOf(MessageProperties properties)
    {
        if (properties.Bytes(Rtf) is not { Length: > 0 } packed)
            return "";
        var filter = new RtfCompressedToRtf();
        var rtf = filter.Flush(packed.ToArray(), 0, packed.Length, out var start, out var length);
        return RtfText.Read(rtf.AsSpan(start, length));
    }

    /// <summary>Null for what is no file: a link, an object that only its program can show.</summary>
    private static MimeEntity? Attachment(MessageProperties properties, int depth)
    {
        var name = First(properties.String(FileName), properties.String(ShortName), properties.String(Name));
        if (properties.Storage.Folder("__substg1.0_3701000D") is { } inner && inner.Stream("__properties_version1.0") is not null)
            return depth + 1 < MaxDepth ? new MessagePart { Message = Message(new MessageProperties(inner, 24, null), depth + 1) } : null;
        if (properties.Bytes(Data) is not { } data)
            return null;
        var type = properties.String(MediaType);
        var part = new MimePart(ContentType.TryParse(type, out var known) ? known : new ContentType("application", "octet-stream"))
        {
            Content = new MimeContent(new MemoryStream(data.ToArray())),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(
                ((properties.Number(0x3714) ?? 0) & 4) != 0 ? ContentDisposition.Inline : ContentDisposition.Attachment),
            FileName = name,
        };
        if (properties.String(ContentId) is { Length: > 0 } id)
            part.ContentId = id.Trim('<', '>');
        return part;
    }

    private static IEnumerable<string> Folders(MessageProperties properties, string beginning) => properties.Storage.Names
        .Where(n => n.StartsWith(beginning, StringComparison.OrdinalIgnoreCase) && properties.Storage.Folder(n) is not null).Take(MaxParts);

    /// <summary>The same mail is written in the same bytes each time.</summary>
    private static string Boundary(string kind, int depth) =>
        string.Create(CultureInfo.InvariantCulture, $"=-outlook-{kind}-{depth}");

    private static string First(params string[] values) => values.FirstOrDefault(static v => v.Length > 0) ?? "";

    private static DateTimeOffset? First(DateTimeOffset? one, DateTimeOffset? other) => one ?? other;
}
