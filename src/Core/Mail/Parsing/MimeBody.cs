using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using InboxMind.Core.Text;
using MimeKit;
using MimeKit.Text;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>Walks a mail's MIME tree once: readable text, attachments, and a digest over decoded content, so that another
/// transfer encoding or line ending on the way gives the same digest.</summary>
internal sealed class MimeBody
{
    public const int MaxDepth = 100;

    /// <summary>A plain part shorter than this may be a mere "see the HTML part".</summary>
    private const int ShortPlain = 200;

    /// <summary>Characters of a file name's ending.</summary>
    private const int MaxEnding = 20;

    private const int Latin1CodePage = 28591, AsciiCodePage = 20127;

    /// <summary>Bytes of a part's text that are decoded in one piece.</summary>
    private const int MaxWholeText = 4 * 1024 * 1024;

    private const int PieceBytes = 64 * 1024;

    private static readonly Func<string, string> Plain = static text => text;
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly List<AttachmentInfo> _attachments = [];

    /// <summary>What the attachments were made of, one for each.</summary>
    private readonly List<MimeEntity> _attached = [];

    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Characters of text that may still be kept, and those there are in all.</summary>
    private long _left = MailLimits.TextParts, _characters;

    private bool _isStored;

    /// <summary>The readable text, up to <see cref="MailLimits.Text"/>.</summary>
    public required string Text { get; init; }

    /// <summary>How many characters the mail's texts have in all, when <see cref="Text"/> is only their beginning; else null.</summary>
    public long? WholeText { get; init; }

    /// <summary>The HTML as the mail has it; empty when it has none.</summary>
    public required string Html { get; init; }

    public required byte[] Digest { get; init; }

    public IReadOnlyList<AttachmentInfo> Attachments => _attachments;

    /// <param name="message">The mail.</param>
    /// <param name="isStored">Whether text and digest are known already, and not wanted.</param>
    public static MimeBody Read(MimeMessage message, bool isStored = false)
    {
        var walk = new MimeBody { Text = "", Html = "", Digest = [], _isStored = isStored };
        var readable = message.Body is null ? default : walk.Walk(message.Body, 0, inRelated: false);
        var best = isStored ? "" : Tidy(readable.Best());
        var text = MailLimits.Begin(best, MailLimits.Text);
        var body = new MimeBody
        {
            Text = text,
            Html = readable.Page ?? "",
            Digest = walk._digest.GetHashAndReset(),
            WholeText = text.Length < best.Length || walk._left < 0 ? Math.Max(walk._characters, best.Length) : null,
        };
        body._attachments.AddRange(walk._attachments);
        body._attached.AddRange(walk._attached);
        walk._digest.Dispose();
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
                return WalkMultipart(multipart, depth);

            case TextPart text when !text.IsAttachment && (text.IsPlain || text.IsHtml || text.IsFlowed || IsReadable(text)):
                var decoded = Decode(text);
                return text.IsHtml ? new Readable("", decoded, decoded) : new Readable(decoded, "");

            case MessagePart forwarded:
                AddMessage(forwarded);
                return default;

            case MimePart part when IsUntyped(part):
                return new Readable(Decode(Bytes(part), null, Plain), "");

            case MimePart part:
                AddPart(part, inRelated);
                return default;

            default:
                return default;
        }
    }

    private Readable WalkMultipart(Multipart multipart, int depth)
    {
        var related = multipart is MultipartRelated;
        var alternative = multipart.ContentType.IsMimeType("multipart", "alternative");
        var children = new List<Readable>(multipart.Count);
        foreach (var child in multipart)
            children.Add(Walk(child, depth + 1, related));

        // Without the boundary the header speaks of, everything stands before the first part.
        if (multipart.Count == 0 && !string.IsNullOrWhiteSpace(multipart.Preamble))
        {
            var preamble = multipart.Preamble;
            return new Readable(
                preamble.Length > MaxWholeText ? DecodeLong(Encoding.UTF8.GetBytes(preamble), Encoding.UTF8) : Keep(preamble), "");
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
        Bytes(part), part.TryDetectEncoding(out var encoding, out _) ? encoding : null,
        part.IsFlowed ? text => FlowedText.Unfold(text, part.ContentType.Parameters["delsp"]) : Plain);

    private static ReadOnlySpan<byte> Bytes(MimePart part)
    {
        // Decoded it is no longer.
        using var stream = new MemoryStream((int)(part.Content?.Stream?.Length ?? 0));
        part.Content?.DecodeTo(stream);
        return stream.GetBuffer().AsSpan(0, (int)stream.Length);
    }

    /// <summary>Decodes as mail programs do: what calls itself Latin-1 is windows-1252, and what calls itself ASCII or nothing
    /// is UTF-8 if it can be. All of it counts for the digest; what is kept is <see cref="MailLimits.TextParts"/> of all parts.</summary>
    private string Decode(ReadOnlySpan<byte> bytes, Encoding? declared, Func<string, string> read)
    {
        var encoding = declared switch
        {
            null or { CodePage: AsciiCodePage } => Utf8.IsValid(bytes) ? Encoding.UTF8 : Windows1252,
            { CodePage: Latin1CodePage } => Windows1252,
            _ => declared,
        };
        bytes = WithoutMark(bytes, encoding);
        return bytes.Length > MaxWholeText ? DecodeLong(bytes, encoding) : Keep(read(encoding.GetString(bytes)));
    }

    /// <summary>Takes a text into the digest.</summary>
    /// <returns>What is kept of it.</returns>
    private string Keep(string text)
    {
        if (!_isStored)
        {
            EmailIdentity.Append(_digest, "text");
            EmailIdentity.Append(_digest, text.ReplaceLineEndings("\n").TrimEnd());
        }

        return Take(text, text.Length);
    }

    /// <summary>Such a text is not held as a whole, nor are the lines of format=flowed joined in it: no one writes one.</summary>
    private string DecodeLong(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        EmailIdentity.Append(_digest, "text");
        var length = _isStored ? bytes.Length : LongTextDigest.Append(_digest, bytes, encoding);
        var decoder = encoding.GetDecoder();
        var characters = new char[encoding.GetMaxCharCount(PieceBytes)];
        var beginning = new StringBuilder();
        for (; !bytes.IsEmpty && beginning.Length < _left; bytes = bytes[Math.Min(PieceBytes, bytes.Length)..])
            beginning.Append(characters, 0, decoder.GetChars(bytes[..Math.Min(PieceBytes, bytes.Length)], characters, flush: false));
        return Take(beginning.ToString(), length);
    }

    private string Take(string text, long length)
    {
        var kept = MailLimits.Begin(text, (int)Math.Clamp(_left, 0, text.Length));
        _characters += length;
        _left = kept.Length < length ? -1 : _left - kept.Length;
        return kept;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes, Encoding encoding) =>
        encoding.Preamble is { Length: > 0 } mark && bytes.StartsWith(mark) ? bytes[mark.Length..] : bytes;

    private void AddMessage(MessagePart forwarded)
    {
        using var sink = new HashingStream(_digest, foldLineEnds: true);
        EmailIdentity.Append(_digest, "message");
        forwarded.Message?.WriteTo(FormatOptions.Default, sink);
        _digest.AppendData(BitConverter.GetBytes(sink.HashedLength));
        var name = FileName(forwarded.ContentDisposition?.FileName ?? forwarded.ContentType.Name ?? "");
        if (name.Length == 0)
        {
            var subject = FileName((forwarded.Message?.Subject ?? "").Replace('/', '-').Replace('\\', '-'));
            name = $"{(subject.Length > 0 ? subject : "message")}.eml";
        }

        _attached.Add(forwarded);
        _attachments.Add(new AttachmentInfo(name, "message/rfc822", sink.Length, ContentId(forwarded), IsInline: false));
    }

    private void AddPart(MimePart part, bool inRelated)
    {
        EmailIdentity.Append(_digest, "part");
        using var sink = new HashingStream(_digest, foldLineEnds: MayChangeLineEnds(part));
        part.Content?.DecodeTo(sink);
        _digest.AppendData(BitConverter.GetBytes(sink.HashedLength));
        var shown = part.ContentType.IsMimeType("image", "*") || part.ContentType.IsMimeType("audio", "*");
        var inline = !part.IsAttachment && (inRelated || part.ContentId is not null) && shown;
        _attached.Add(part);
        _attachments.Add(new AttachmentInfo(
            FileName(part.FileName ?? ""),
            MailLimits.Begin(OneLine.Fold(part.ContentType.MimeType).ToLowerInvariant(), MailLimits.Name), sink.Length,
            ContentId(part), inline));
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

        builder.Replace("\0", "");
        while (builder.Length > 0 && builder[^1] == '\n')
            builder.Length--;
        return builder.ToString();
    }

    /// <summary>What a part offers to read: plain text, HTML, or both.</summary>
    /// <param name="Plain">Plain text.</param>
    /// <param name="Html">HTML that says the same.</param>
    /// <param name="Page">All of it as HTML, to be shown; null when none of it is HTML.</param>
    private readonly record struct Readable(string? Plain, string? Html, string? Page = null)
    {
        /// <summary>The parts one after the other.</summary>
        public static Readable Join(List<Readable> parts)
        {
            parts.RemoveAll(static p => p.IsEmpty);
            return parts.Count switch
            {
                0 => default,
                1 => parts[0],
                _ => new Readable(
                    string.Join('\n', parts.Select(static p => p.Best())), "",
                    parts.Any(static p => p.Page is not null)
                        ? string.Concat(parts.Select(static p => p.Page ?? Preformatted(p.Plain)))
                        : null),
            };
        }

        /// <summary>The part or another form of it.</summary>
        public Readable Or(Readable other) => new(
            string.IsNullOrWhiteSpace(Plain) ? other.Plain : Plain,
            string.IsNullOrWhiteSpace(Html) ? other.Html : Html,
            Page ?? other.Page);

        public string Best()
        {
            if (string.IsNullOrWhiteSpace(Html))
                return Plain ?? "";
            if (Plain is { Length: >= ShortPlain })
                return Plain;
            var visible = HtmlText.Extract(Html);
            return visible.Length > (Plain?.Length ?? 0) ? visible : Plain ?? "";
        }

        private static string Preformatted(string? plain) => $"<pre>{HtmlUtils.HtmlEncode(plain ?? "")}</pre>";

        private bool IsEmpty => string.IsNullOrEmpty(Plain) && string.IsNullOrEmpty(Html);
    }
}
