using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Mail.Parsing.Calendar;
using InboxMind.Core.Mail.Parsing.Charsets;
using InboxMind.Core.Mail.Parsing.Headers;
using InboxMind.Core.Text;
using MimeKit;
using MimeKit.Cryptography;
using MimeKit.IO;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>Walks a mail's MIME tree once: readable text, attachments, and a digest over decoded content, so that another
/// transfer encoding or line ending on the way gives the same digest.</summary>
internal sealed class MimeBody
{
    public const int MaxDepth = 100;

    /// <summary>Characters of a file name's ending.</summary>
    private const int MaxEnding = 20;

    /// <summary>Mails within mails, and parts that hold parts in another form, that are looked into: each within the one before.</summary>
    private const int MaxEnclosed = 8;

    /// <summary>Names of files that a forwarded mail is said to have.</summary>
    private const int MaxNamed = 50;

    private const string EncryptedSmime = "[This mail is encrypted (S/MIME). It can only be read with its recipient's key.]";

    private const string Smime = "S/MIME", OpenPgp = "OpenPGP";

    /// <summary>Bytes of a part's text that are decoded in one piece.</summary>
    private const int MaxWholeText = 4 * 1024 * 1024;

    private const int PieceBytes = 64 * 1024;

    /// <summary>Bytes that a character of UTF-16 takes at most in a charset of mail.</summary>
    private const int MaxBytesOfCharacter = 4;

    private static readonly Func<string, string> Plain = static text => text;

    private readonly List<AttachmentInfo> _attachments = [];

    /// <summary>What the attachments were made of, one for each.</summary>
    private readonly List<MimeEntity> _attached = [];

    /// <summary>Attachments that are text shown in the mail too, or lie within one of the others. They come after those, whose numbers were
    /// stored before these were looked for.</summary>
    private readonly List<(AttachmentInfo Info, MimeEntity Part)> _further = [];

    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Takes what the digest has already, as a part of something else.</summary>
    private IncrementalHash? _unused;

    /// <summary>Characters of text that may still be kept, and those there are in all.</summary>
    private long _left = MailLimits.TextParts, _characters;

    private bool _isStored, _hasTexts, _hasCalendar, _hasText;

    /// <summary>How deep within parts whose bytes the digest has as a whole, and within forwarded mails, whose files are not this
    /// mail's.</summary>
    private int _enclosed, _forwarded;

    private MimeMessage? _message;
    private string? _protection, _subject;
    private IMailKeys? _keys;

    /// <summary>The readable text, up to <see cref="MailLimits.Text"/>.</summary>
    public required string Text { get; init; }

    /// <summary>How many characters the mail's texts have in all, when <see cref="Text"/> is only their beginning; else null.</summary>
    public long? WholeText { get; init; }

    /// <summary>The HTML as the mail has it; empty when it has none.</summary>
    public required string Html { get; init; }

    public required byte[] Digest { get; init; }

    /// <summary>See <see cref="MailMessage.Protection"/>.</summary>
    public string? Protection { get; init; }

    /// <summary>The subject that was encrypted with the text; null when there is none.</summary>
    public string? Subject { get; init; }

    public IReadOnlyList<AttachmentInfo> Attachments => _attachments;

    /// <param name="message">The mail.</param>
    /// <param name="isStored">Whether text and digest are known already, and not wanted; of a part no more is decoded then than can be
    /// shown.</param>
    /// <param name="hasTexts">Whether its texts are wanted at all.</param>
    /// <param name="keys">What opens encrypted mail; null when nothing does.</param>
    public static MimeBody Read(MimeMessage message, bool isStored = false, bool hasTexts = true, IMailKeys? keys = null)
    {
        var walk = new MimeBody
        {
            Text = "",
            Html = "",
            Digest = [],
            _isStored = isStored,
            _hasTexts = hasTexts,
            _keys = keys,
            _message = message,
        };
        var readable = message.Body is null ? default : walk.Walk(message.Body, 0, inRelated: false);
        var best = isStored ? "" : Tidy(readable.Best());
        var text = MailLimits.Begin(best, MailLimits.Text);
        var body = new MimeBody
        {
            Text = text,
            Html = readable.Page ?? "",
            Digest = walk._digest.GetHashAndReset(),
            Protection = walk._protection,
            Subject = walk._subject,
            WholeText = text.Length < best.Length || walk._left < 0 ? Math.Max(walk._characters, best.Length) : null,
        };
        body._attachments.AddRange(walk._attachments.Concat(walk._further.Select(static f => f.Info)));
        body._attached.AddRange(walk._attached.Concat(walk._further.Select(static f => f.Part)));
        walk._digest.Dispose();
        walk._unused?.Dispose();
        body._digest.Dispose();
        return body;
    }

    /// <summary>An attachment with its decoded content, counted from 1; null when there is no such.</summary>
    public AttachmentContent? Attachment(int number)
    {
        if (number < 1 || number > _attachments.Count)
            return null;
        using var content = new MemoryStream((int)_attachments[number - 1].Size);
        switch (_attached[number - 1])
        {
            case MessagePart forwarded:
                forwarded.Message?.WriteTo(FormatOptions.Default, content);
                break;
            case MimePart part:
                part.Content?.DecodeTo(content);
                break;
        }

        return new AttachmentContent(
            _attachments[number - 1], content.Capacity == content.Length ? content.GetBuffer() : content.ToArray());
    }

    private Readable Walk(MimeEntity entity, int depth, bool inRelated)
    {
        switch (entity)
        {
            case Multipart multipart when depth < MaxDepth:
                if (multipart.ContentType.IsMimeType("multipart", "signed"))
                    Note($"signed with {How(multipart)}, not checked");
                return WalkMultipart(multipart, depth);

            case TextPart text when !text.IsAttachment && (text.IsPlain || text.IsHtml || text.IsFlowed || IsReadable(text)):
                return ReadText(text);

            case MessagePart forwarded:
                AddMessage(forwarded);
                return forwarded is TextRfc822Headers ? default : Forwarded(forwarded.Message, depth);

            case MimePart part when IsUntyped(part):
                return new Readable(Decode(Bytes(part), null, null, Plain), "");

            case MimePart part:
                AddPart(part, inRelated);
                return EnclosedMail.IsOne(part) ? Enclosed(part, depth) : IsCalendar(part) ? Calendar(part)
                    : _hasTexts && MailFile.Open(part) is { } file ? Forwarded(file, depth) : default;

            default:
                return default;
        }
    }

    private Readable ReadText(TextPart text)
    {
        if (text.IsPlain && FileName(text.FileName ?? "") is { Length: > 0 } name && (_hasText || text.ContentDisposition is not null))
            AddFurther(text, name);
        _hasText = true;
        if (!_hasTexts)
            return default;
        var decoded = Decode(text);
        if (text.IsHtml)
            return new Readable("", decoded, decoded);
        return new Readable(
            text.IsRichText || text.ContentType.IsMimeType("text", "rtf") ? RtfText.Read(Bytes(text)) : PgpText.Read(decoded, OpenText),
            "");
    }

    private static string How(Multipart multipart) =>
        (multipart.ContentType.Parameters["protocol"] ?? "").Contains("pgp", StringComparison.OrdinalIgnoreCase) ? OpenPgp : Smime;

    /// <summary>What an encrypted block within a text says; null when no key opens it.</summary>
    private string? OpenText(string block)
    {
        if (_keys?.Open(MailCipher.OpenPgp, Encoding.ASCII.GetBytes(block)) is not { } bytes)
        {
            Note(MailMessage.Encrypted + OpenPgp);
            return null;
        }

        NoteOpened(OpenPgp);
        return MailLimits.Begin(TextCharset.Choose(bytes, null).GetString(bytes), MailLimits.TextParts);
    }

    /// <summary>What an encrypted part holds, as far as a key opens it; else that it is encrypted.</summary>
    private Readable Encrypted(MimePart? part, string how, int depth)
    {
        if (part is null || _enclosed >= MaxEnclosed
            || EnclosedMail.Decrypt(part, how == OpenPgp ? MailCipher.OpenPgp : MailCipher.Smime, _keys) is not { } inner)
        {
            Note(MailMessage.Encrypted + how);
            return new Readable(how == OpenPgp ? PgpText.Encrypted : EncryptedSmime, "");
        }

        NoteOpened(how);
        if (_forwarded == 0 && inner.Body?.ContentType.Parameters["protected-headers"] is not null)
            _subject ??= inner.Subject;
        _enclosed++;
        var readable = inner.Body is null ? default : Walk(inner.Body, depth + 1, inRelated: false);
        _enclosed--;
        return readable;
    }

    private void NoteOpened(string how) => Note($"decrypted with your key ({how})");

    /// <summary>Says of the mail itself that it is signed or encrypted.</summary>
    private void Note(string protection)
    {
        if (_forwarded == 0)
            _protection ??= protection;
    }

    /// <summary>A mail within the mail, under a block of its header as a mail program writes it.</summary>
    private Readable Forwarded(MimeMessage? message, int depth)
    {
        // The digest has it as a whole. What a bounce returns of a header is no text.
        if (message is null || _enclosed >= MaxEnclosed)
            return default;
        var files = message.Attachments.Take(MaxNamed).Select(static a => FileName(
            a.ContentDisposition?.FileName ?? a.ContentType.Name ?? ""))
            .Where(static n => n.Length > 0);
        _enclosed++;
        _forwarded++;
        var inner = message.Body is null ? default : Walk(message.Body, depth + 1, inRelated: false);
        _enclosed--;
        _forwarded--;
        return new Readable(ForwardedBlock.Write(message, inner.Best(), files), "");
    }

    /// <summary>A part that holds text and files in another form.</summary>
    private Readable Enclosed(MimePart part, int depth)
    {
        if (EnclosedMail.IsEncrypted(part))
            return Encrypted(part, Smime, depth);
        if (_enclosed >= MaxEnclosed || EnclosedMail.Open(part) is not { } inner)
            return default;
        if (part is ApplicationPkcs7Mime)
            Note("signed with S/MIME, not checked");
        _enclosed++;
        var readable = Walk(inner, depth + 1, inRelated: false);
        _enclosed--;
        return readable;
    }

    /// <summary>An invitation in words. Most mails have it twice, for different programs.</summary>
    private Readable Calendar(MimePart part)
    {
        if (_hasCalendar || part.Content is null)
            return default;
        var bytes = Bytes(part);
        if (bytes.Length > MaxWholeText)
            return default;
        var told = CalendarText.Read(TextCharset.Choose(bytes, TextCharset.Find(part.ContentType.Charset)).GetString(bytes));
        _hasCalendar = told.Length > 0;
        return new Readable(null, null) { Event = told.Length > 0 ? Take(told, told.Length) : null };
    }

    private static bool IsCalendar(MimePart part) =>
        part.ContentType.IsMimeType("text", "calendar") || part.ContentType.IsMimeType("application", "ics");

    private Readable WalkMultipart(Multipart multipart, int depth)
    {
        var related = multipart is MultipartRelated;
        var alternative = multipart.ContentType.IsMimeType("multipart", "alternative");
        var children = new List<Readable>(multipart.Count);
        foreach (var child in multipart)
            children.Add(Walk(child, depth + 1, related));

        if (multipart.ContentType.IsMimeType("multipart", "encrypted"))
            return Encrypted(How(multipart) == OpenPgp ? multipart.LastOrDefault() as MimePart : null, How(multipart), depth);

        // Without the boundary the header speaks of, everything stands before the first part.
        if (multipart.Count == 0 && !string.IsNullOrWhiteSpace(multipart.Preamble))
        {
            var preamble = multipart.Preamble;
            if (preamble.Length > MaxWholeText)
                return new Readable(DecodeLong(Encoding.UTF8.GetBytes(preamble), Encoding.UTF8, Encoding.UTF8), "");
            AddToDigest(preamble);
            return new Readable(Take(preamble, preamble.Length), "");
        }

        return alternative ? children.Aggregate(default(Readable), static (one, other) => one.Or(other)) : Readable.Join(children);
    }

    /// <summary>Whether the part has a Content-Type that names none ("text", or nothing at all): such a part is plain text
    /// (RFC 2045, 5.2).</summary>
    private static bool IsUntyped(MimePart part) => !part.IsAttachment && string.IsNullOrEmpty(part.FileName)
        && part.Headers[HeaderId.ContentType] is { } type && !type.Contains('/', StringComparison.Ordinal);

    private static bool IsReadable(TextPart text) =>
        !text.ContentType.IsMimeType("text", "calendar") && string.IsNullOrEmpty(text.FileName);

    private string Decode(TextPart part) => Decode(
        _isStored ? ShownBytes(part) : Bytes(part), Declared(part), part.ContentType.Charset,
        part.IsFlowed ? text => FlowedText.Unfold(text, part.ContentType.Parameters["delsp"]) : Plain);

    /// <summary>The charset that a part's mark, its HTML or its header names. What MimeKit gives for a mark throws at the first byte that
    /// does not fit; a text with one broken byte is still a text.</summary>
    private static Encoding? Declared(TextPart part)
    {
        if (!part.TryDetectEncoding(out var encoding, out _))
            return null;
        return encoding.DecoderFallback is DecoderExceptionFallback ? Encoding.GetEncoding(encoding.CodePage) : encoding;
    }

    private static ReadOnlySpan<byte> Bytes(MimePart part)
    {
        // Decoded it is no longer.
        using var stream = new MemoryStream((int)(part.Content?.Stream?.Length ?? 0));
        part.Content?.DecodeTo(stream);
        return stream.GetBuffer().AsSpan(0, (int)stream.Length);
    }

    /// <summary>The decoded beginning that holds what can be shown in any charset.</summary>
    private static ReadOnlySpan<byte> ShownBytes(MimePart part)
    {
        if (part.Content is not { Stream.Length: var length } content)
            return [];
        var bytes = new byte[Math.Min(length, MaxBytesOfCharacter * (MailLimits.ShownHtml + 1L))];
        using var decoded = content.Open();
        return bytes.AsSpan(0, decoded.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    /// <summary>Characters of the next text that may be kept.</summary>
    private long Room => _isStored ? Math.Min(_left, MailLimits.ShownHtml + 1) : _left;

    /// <summary>Decodes a text. All of it counts for the digest, in the charset that was taken for its own when digests were first made;
    /// what
    /// is kept is <see cref="MailLimits.TextParts"/> of all parts.</summary>
    private string Decode(ReadOnlySpan<byte> bytes, Encoding? declared, string? charset, Func<string, string> read)
    {
        var digested = TextCharset.ForDigest(bytes, declared);
        var encoding = TextCharset.Choose(bytes, declared ?? TextCharset.Find(charset));
        var content = WithoutMark(bytes, digested);
        if (content.Length > MaxWholeText)
            return DecodeLong(content, digested, encoding);
        var text = read(digested.GetString(content));
        AddToDigest(text);
        if (TextCharset.IsUtf7(charset))
            text = read(Utf7Text.Decode(text));
        else if (encoding.CodePage != digested.CodePage)
            text = read(encoding.GetString(WithoutMark(bytes, encoding)));
        return Take(text, text.Length);
    }

    /// <summary>Takes a text into the digest.</summary>
    private void AddToDigest(string text)
    {
        if (_isStored || _enclosed > 0)
            return;
        EmailIdentity.Append(_digest, "text");
        EmailIdentity.Append(_digest, text.ReplaceLineEndings("\n").TrimEnd());
    }

    /// <summary>Such a text is not held as a whole, nor are the lines of format=flowed joined in it: no one writes one.</summary>
    private string DecodeLong(ReadOnlySpan<byte> bytes, Encoding digested, Encoding encoding)
    {
        if (_enclosed == 0)
            EmailIdentity.Append(_digest, "text");
        var length = _isStored || _enclosed > 0 ? bytes.Length : LongTextDigest.Append(_digest, bytes, digested);
        var decoder = encoding.GetDecoder();
        var characters = new char[encoding.GetMaxCharCount(PieceBytes)];
        var beginning = new StringBuilder();
        for (; !bytes.IsEmpty && beginning.Length < Room; bytes = bytes[Math.Min(PieceBytes, bytes.Length)..])
            beginning.Append(characters, 0, decoder.GetChars(bytes[..Math.Min(PieceBytes, bytes.Length)], characters, flush: false));
        return Take(beginning.ToString(), length);
    }

    private string Take(string text, long length)
    {
        var kept = MailLimits.Begin(text, (int)Math.Clamp(Room, 0, text.Length));
        _characters += length;
        _left = kept.Length < length && !_isStored ? -1 : _left - kept.Length;
        return kept;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes, Encoding encoding) =>
        encoding.Preamble is { Length: > 0 } mark && bytes.StartsWith(mark) ? bytes[mark.Length..] : bytes;

    private IncrementalHash Hash => _enclosed == 0 ? _digest : _unused ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private void AddMessage(MessagePart forwarded)
    {
        if (_forwarded > 0)
            return;
        using var sink = new HashingStream(Hash, foldLineEnds: true);
        EmailIdentity.Append(Hash, "message");
        forwarded.Message?.WriteTo(FormatOptions.Default, sink);
        Hash.AppendData(BitConverter.GetBytes(sink.HashedLength));
        var name = FileName(forwarded.ContentDisposition?.FileName ?? forwarded.ContentType.Name ?? "");
        if (name.Length == 0)
        {
            var subject = FileName((forwarded.Message?.Subject ?? "").Replace('/', '-').Replace('\\', '-'));
            name = $"{(subject.Length > 0 ? subject : "message")}.eml";
        }

        Add(new AttachmentInfo(name, "message/rfc822", sink.Length, ContentId(forwarded), IsInline: false), forwarded);
    }

    private void Add(AttachmentInfo info, MimeEntity part)
    {
        if (_enclosed > 0)
        {
            _further.Add((info, part));
            return;
        }

        _attached.Add(part);
        _attachments.Add(info);
    }

    /// <summary>A text that was sent as a file and is shown in the mail.</summary>
    private void AddFurther(TextPart part, string name)
    {
        if (_forwarded > 0)
            return;
        using var size = new MeasuringStream();
        part.Content?.DecodeTo(size);
        _further.Add((new AttachmentInfo(name, "text/plain", size.Length, ContentId(part), IsInline: false), part));
    }

    private void AddPart(MimePart part, bool inRelated)
    {
        if (_forwarded > 0)
            return;
        EmailIdentity.Append(Hash, "part");
        using var sink = new HashingStream(Hash, foldLineEnds: MayChangeLineEnds(part));
        part.Content?.DecodeTo(sink);
        Hash.AppendData(BitConverter.GetBytes(sink.HashedLength));
        var shown = part.ContentType.IsMimeType("image", "*") || part.ContentType.IsMimeType("audio", "*");
        var inline = !part.IsAttachment && (inRelated || part.ContentId is not null) && shown;
        Add(
            new AttachmentInfo(
                FileName(FileNameOf(part)),
                MailLimits.Begin(OneLine.Fold(part.ContentType.MimeType).ToLowerInvariant(), MailLimits.Name), sink.Length,
                ContentId(part), inline),
            part);
    }

    private string FileNameOf(MimePart part)
    {
        var name = part.FileName ?? "";
        if (Ascii.IsValid(name) && !name.Contains("=?", StringComparison.Ordinal))
            return name;

        // Bytes that are not UTF-8 come as Latin-1.
        var bytes = name.All(static c => c <= 0xFF) ? Encoding.Latin1.GetBytes(name) : Encoding.UTF8.GetBytes(name);
        return HeaderText.IsGarbled(bytes, name) ? HeaderText.Decode(bytes, Charset(_message!)) : name;
    }

    /// <summary>The charset that the first text of a mail says it has; null when it says none.</summary>
    internal static Encoding? Charset(MimeMessage message) => message.Body switch
    {
        TextPart text => TextCharset.Find(text.ContentType.Charset),
        Multipart multipart => First(multipart, 0),
        _ => null,
    };

    private static Encoding? First(Multipart multipart, int depth)
    {
        foreach (var part in multipart)
        {
            if (part is TextPart text)
                return TextCharset.Find(text.ContentType.Charset);
            if (part is Multipart inner && depth < MaxEnclosed && First(inner, depth + 1) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Whether the way of the mail may write the part's line ends as CRLF or as LF.</summary>
    private static bool MayChangeLineEnds(MimePart part) => part is TextPart
        || part.ContentTransferEncoding is not (ContentEncoding.Base64 or ContentEncoding.UUEncode or ContentEncoding.Binary);

    private static string? ContentId(MimeEntity entity) =>
        OneLine.Fold(entity.ContentId) is { Length: > 0 } id ? MailLimits.Begin(id, MailLimits.Name) : null;

    /// <summary>The last part of a name that may be a path of any system, on one line.</summary>
    private static string FileName(string name)
    {
        var line = OneLine.Fold(name);
        var last = line[(line.LastIndexOfAny(['/', '\\']) + 1)..];
        return last is "." or ".." ? "" : Short(last);
    }

    /// <summary>Cut in the middle, so that the ending stays.</summary>
    private static string Short(string name)
    {
        if (name.Length <= MailLimits.Name)
            return name;
        var dot = name.LastIndexOf('.');
        var ending = dot >= 0 && name.Length - dot <= MaxEnding ? name[dot..] : "";
        return MailLimits.Begin(name, MailLimits.Name - ending.Length) + ending;
    }

    /// <summary>Trims line ends and folds three or more empty lines into one.</summary>
    private static string Tidy(string text)
    {
        var builder = new StringBuilder(text.Length);
        var empty = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.TrimEnd();
            empty = trimmed.IsEmpty ? empty + 1 : 0;
            if (empty > 1 || (empty == 1 && builder.Length == 0))
                continue;
            builder.Append(trimmed).Append('\n');
        }

        // Where a line may be broken is not seen: HTML is read without it too.
        builder.Replace("\0", "").Replace("\u200B", "");
        while (builder.Length > 0 && builder[^1] == '\n')
            builder.Length--;
        return builder.ToString();
    }
}
