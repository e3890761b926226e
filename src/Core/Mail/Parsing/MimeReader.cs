using System.Text;
using InboxMind.Core.Mail.Parsing.Headers;
using InboxMind.Core.Mail.Parsing.Kinds;
using InboxMind.Core.Text;
using MimeKit;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>Reads raw mail (RFC 5322, MIME) into what InboxMind keeps of it.</summary>
/// <param name="time">The clock.</param>
/// <param name="keys">What opens encrypted mail of the local user; null when nothing does. Anyone else would learn from it what was written
/// to that user.</param>
public sealed class MimeReader(TimeProvider time, IMailKeys? keys = null)
{
    /// <summary>What is longer and no address list is no one's name.</summary>
    private const int MaxName = 200;

    /// <summary>Headers shown of a mail.</summary>
    public const int MaxShown = 100;

    /// <summary>Characters of a header that are shown.</summary>
    private const int MaxShownValue = 10_000;

    /// <summary>Headers that tell a reader something the message's own fields do not.</summary>
    private static readonly HashSet<HeaderId> Shown =
    [
        HeaderId.Sender, HeaderId.ReplyTo, HeaderId.MessageId, HeaderId.InReplyTo, HeaderId.References, HeaderId.ListId,
        HeaderId.ListUnsubscribe, HeaderId.AutoSubmitted, HeaderId.Precedence, HeaderId.Importance, HeaderId.XPriority,
    ];

    internal static readonly ParserOptions Options = CreateOptions();

    /// <summary>Reads one mail.</summary>
    /// <param name="user">Whose mail; part of the message's id.</param>
    /// <param name="raw">The mail as it came, with or without an mbox "From " line.</param>
    /// <param name="fallbackDate">The date when the mail itself gives none that can be believed.</param>
    /// <exception cref="UnreadableMailException">The bytes are not a mail.</exception>
    public ReadMail Read(UserId user, ReadOnlyMemory<byte> raw, DateTimeOffset fallbackDate)
    {
        var message = Load(raw);
        CheckAddresses(message);
        var body = MimeBody.Read(message, keys: KeysOf(user));
        var (date, dateSource) = MailDate.Read(message, fallbackDate, time.GetUtcNow());
        var messageId = MailReferences.CleanId(message.MessageId);
        var addresses = 0;
        var from = Addresses(message, HeaderId.From, message.From, ref addresses);
        if (from.Count == 0 && message.Sender is { } sender)
            from = [Address(sender)];

        var subject = MailLimits.Begin(OneLine.Fold(body.Subject ?? Subject(message)), MailLimits.Subject);
        var senders = AsMeant(message, HeaderId.From, from).ConvertAll(Short);
        var content = new MailMessage
        {
            // As they were read when the first digests were made.
            Id = EmailIdentity.Compute(user, messageId, from, message.Headers[HeaderId.Date], body.Digest),
            MessageId = messageId,
            Subject = subject,
            From = senders,
            To = AsMeant(message, HeaderId.To, Addresses(message, HeaderId.To, message.To, ref addresses)).ConvertAll(Short),
            Cc = AsMeant(message, HeaderId.Cc, Addresses(message, HeaderId.Cc, message.Cc, ref addresses)).ConvertAll(Short),
            Bcc = AsMeant(message, HeaderId.Bcc, Addresses(message, HeaderId.Bcc, message.Bcc, ref addresses)).ConvertAll(Short),
            Date = date,
            DateSource = dateSource,
            Text = body.Text,
            Attachments = body.Attachments,
            Size = raw.Length,
            WholeText = body.WholeText,
            ListId = ListId(message),
            Protection = body.Protection,
            Kind = KindReader.Read(KindClues.Of(message, subject, senders.Count > 0 ? senders[0] : new MailAddress("", "")), body.Text),
        };
        return new ReadMail(content, MailReferences.Read(message, messageId));
    }

    /// <summary>Reads one mail, or says why it cannot be read, in words for the user. Mail is the wildest of inputs: whatever a
    /// parser trips over, the others go on.</summary>
    public (ReadMail? Mail, string? Problem) TryRead(UserId user, ReadOnlyMemory<byte> raw, DateTimeOffset fallbackDate)
    {
        try
        {
            return (Read(user, raw, fallbackDate), null);
        }
        catch (UnreadableMailException e)
        {
            return (null, e.Message);
        }
        catch (OutOfMemoryException)
        {
            // Tried again it would be the same, and no mail after it would ever be read.
            return (null, "reading it takes more memory than there is");
        }
        catch (Exception e)
        {
            return (null, $"it cannot be parsed ({e.GetType().Name})");
        }
    }

    /// <summary>Reads what a person who opens the mail sees of it besides what is stored.</summary>
    /// <param name="user">Whose mail.</param>
    /// <param name="raw">A mail that <see cref="Read"/> could read.</param>
    public MailContent Open(UserId user, ReadOnlyMemory<byte> raw)
    {
        var message = Load(raw);
        return new MailContent(
            MayHoldHtml(message) ? MimeBody.Read(message, isStored: true, keys: KeysOf(user)).Html : "",
            [
                .. message.Headers.Where(static h => Shown.Contains(h.Id)).Take(MaxShown)
                    .Select(static h => new MailHeader(h.Id.ToHeaderName(), MailLimits.Begin(OneLine.Fold(h.Value), MaxShownValue))),
            ]);
    }

    /// <summary>Whether there is a text that is not plain, or a part that may hold one: long texts are not decoded for nothing.</summary>
    private static bool MayHoldHtml(MimeMessage message)
    {
        var parts = new MimeIterator(message);
        while (parts.MoveNext())
        {
            if (parts.Current is TextPart { IsPlain: false } or MessagePart || (parts.Current is MimePart part && EnclosedMail.IsOne(part)))
                return true;
        }

        return false;
    }

    /// <summary>Decodes an attachment.</summary>
    /// <param name="user">Whose mail.</param>
    /// <param name="raw">A mail that <see cref="Read"/> could read.</param>
    /// <param name="number">Which of <see cref="MailMessage.Attachments"/>, counted from 1.</param>
    /// <returns>Null when there is no such.</returns>
    public AttachmentContent? Attachment(UserId user, ReadOnlyMemory<byte> raw, int number) =>
        MimeBody.Read(Load(raw), isStored: true, hasTexts: false, KeysOf(user)).Attachment(number);

    /// <summary>Decodes all attachments, one after the other.</summary>
    /// <param name="user">Whose mail.</param>
    /// <param name="raw">A mail that <see cref="Read"/> could read.</param>
    public IEnumerable<AttachmentContent> Attachments(UserId user, ReadOnlyMemory<byte> raw)
    {
        var body = MimeBody.Read(Load(raw), isStored: true, hasTexts: false, KeysOf(user));
        return Enumerable.Range(1, body.Attachments.Count).Select(n => body.Attachment(n)!);
    }

    /// <summary>The Message-ID that <see cref="Read"/> would give, from the headers alone; empty when there is none.</summary>
    internal static string MessageId(ReadOnlyMemory<byte> headers)
    {
        try
        {
            return MailReferences.CleanId(BoundedMimeParser.Parse(Options, RawMailStart.Skip(headers)).MessageId);
        }
        catch (Exception e) when (e is FormatException or UnreadableMailException)
        {
            return "";
        }
    }

    /// <summary>The <see cref="MailMessage.ListId"/> that <see cref="Read"/> would give, from the headers alone.</summary>
    /// <param name="headers">The beginning of a mail that <see cref="Read"/> could read; what stands behind the headers may be cut.</param>
    public static string ListId(ReadOnlyMemory<byte> headers)
    {
        try
        {
            return ListId(BoundedMimeParser.Parse(Options, RawMailStart.Skip(headers)));
        }
        catch (Exception e) when (e is FormatException or UnreadableMailException)
        {
            return "";
        }
    }

    private static string ListId(MimeMessage message) =>
        MailLimits.Begin(OneLine.Fold(message.Headers[HeaderId.ListId]), MailLimits.Name);

    private IMailKeys? KeysOf(UserId user) => user == UserId.Local ? keys : null;

    private static MimeMessage Load(ReadOnlyMemory<byte> raw)
    {
        try
        {
            var message = BoundedMimeParser.Parse(Options, RawMailStart.Skip(raw));
            if (!message.Headers.Any(static h => IsMailHeader(h.Id)))
                throw new UnreadableMailException("it has none of the headers a mail has (From, Date, Subject, Received, ...)");
            return message;
        }
        catch (FormatException)
        {
            throw new UnreadableMailException("its headers cannot be read");
        }
    }

    /// <summary>Whether one of these headers says that the bytes are a mail.</summary>
    private static bool IsMailHeader(HeaderId id) => id is HeaderId.From or HeaderId.Date or HeaderId.Subject or HeaderId.Received
        or HeaderId.To or HeaderId.MessageId or HeaderId.ReturnPath or HeaderId.MimeVersion or HeaderId.Sender
        or HeaderId.Bcc or HeaderId.Cc or HeaderId.ReplyTo or HeaderId.ContentType;

    /// <summary>A mail, or its headers, without the line that an mbox has above it.</summary>
    internal static ReadOnlyMemory<byte> WithoutMboxLine(ReadOnlyMemory<byte> raw)
    {
        if (!raw.Span.StartsWith("From "u8) && !raw.Span.StartsWith(">From "u8))
            return raw;
        var end = raw.Span.IndexOf((byte)'\n');
        return end < 0 ? raw : raw[(end + 1)..];
    }

    /// <summary>Refuses what would be too many addresses before they are made into objects. A name may hold a comma too.</summary>
    private static void CheckAddresses(MimeMessage message)
    {
        long bytes = 0, commas = 0;
        foreach (var header in message.Headers)
        {
            if (header.Id is not (HeaderId.From or HeaderId.Sender or HeaderId.To or HeaderId.Cc or HeaderId.Bcc))
                continue;
            bytes += header.RawValue.Length;
            commas += header.RawValue.AsSpan().Count((byte)',') + header.RawValue.AsSpan().Count((byte)';');
        }

        if (commas > 2 * MailLimits.Addresses)
            throw BoundedMimeParser.TooMany(MailLimits.Addresses, "addresses");
        if (bytes > MailLimits.AddressBytes)
            throw new UnreadableMailException($"its addresses are longer than {MailLimits.AddressBytes / (1024 * 1024)} MB");
    }

    /// <param name="message">The mail.</param>
    /// <param name="header">Where they stand.</param>
    /// <param name="list">The addresses there.</param>
    /// <param name="count">How many there are in all so far.</param>
    private static List<MailAddress> Addresses(MimeMessage message, HeaderId header, InternetAddressList list, ref int count)
    {
        var result = new List<MailAddress>(list.Count);
        foreach (var mailbox in list.Mailboxes)
        {
            if (++count > MailLimits.Addresses)
                throw BoundedMimeParser.TooMany(MailLimits.Addresses, "addresses");
            result.Add(Address(mailbox));
        }

        // What is no address list at all still says who it was.
        if (list.Count == 0 && OneLine.Fold(message.Headers[header]) is { Length: > 0 and <= MaxName } text
            && text.Any(char.IsLetterOrDigit))
            result.Add(new MailAddress(text, ""));
        return result;
    }

    private static string? Subject(MimeMessage message) =>
        message.Headers.FirstOrDefault(static h => h.Id == HeaderId.Subject) is { } header && HeaderText.IsGarbled(header.RawValue,
            message.Subject)
            ? HeaderText.Decode(header.RawValue, MimeBody.Charset(message))
            : message.Subject;

    /// <summary>The addresses of a field as they were meant, where the usual way garbles names or passes over what the grammar
    /// refuses.</summary>
    private static List<MailAddress> AsMeant(MimeMessage message, HeaderId id, List<MailAddress> usual)
    {
        List<MailAddress>? meant = null;
        foreach (var header in message.Headers)
        {
            if (header.Id != id)
                continue;
            var isGarbled = HeaderText.IsGarbled(header.RawValue, header.Value);
            if (meant is null && !isGarbled && IsWhole(header, usual))
                return usual;
            var raw = isGarbled ? HeaderText.Canonical(header.RawValue, MimeBody.Charset(message)) : header.RawValue;
            var parsed = InternetAddressList.TryParse(Options, raw, out var list) ? list.Mailboxes.Select(Address).ToList() : [];
            var loose = LooseAddresses.Read(OneLine.Fold(MimeKit.Utils.Rfc2047.DecodeText(raw)));
            (meant ??= []).AddRange(loose.Count > parsed.Count(static a => a.Address.Contains('@')) ? loose : parsed);
        }

        return meant is { Count: > 0 } ? meant : usual;
    }

    /// <summary>Whether as many addresses were read as the field seems to have.</summary>
    private static bool IsWhole(Header header, List<MailAddress> read) =>
        header.RawValue.AsSpan().Count((byte)'@') <= read.Count(static a => a.Address.Contains('@'));

    private static MailAddress Address(MailboxAddress mailbox) => new(OneLine.Fold(mailbox.Name), OneLine.Fold(mailbox.Address));

    private static MailAddress Short(MailAddress address) =>
        new(MailLimits.Begin(address.Name, MailLimits.Name), MailLimits.Begin(address.Address, MailLimits.Name));

    private static ParserOptions CreateOptions() => new() { MaxMimeDepth = MimeBody.MaxDepth, CharsetEncoding = Encoding.UTF8 };
}
