using System.Globalization;
using MimeKit;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>Parses a mail that lies in memory, within <see cref="MailLimits"/>: what is more than them ends the parsing before it is made
/// into objects. A header field is taken only up to a length, in the mail itself and in each of its parts: the parser's time grows by the
/// square of it, to minutes for a field of 25 MB.</summary>
/// <remarks>The plain <see cref="MimeParser"/> takes time by the square of a folded field's lines: 15 s for a field of 2 MB.</remarks>
internal sealed class BoundedMimeParser : ExperimentalMimeParser
{
    /// <summary>Bytes of a field; servers accept far fewer.</summary>
    internal const int MaxField = 1024 * 1024;

    private const long NoHeaders = -1;

    /// <summary>Where the field that is being read begins.</summary>
    private long _field = NoHeaders;

    private int _fields, _allFields, _parts, _preamble;

    /// <param name="options">How to read.</param>
    /// <param name="stream">The mail. It stays open: the parts point into it, and it holds nothing but memory.</param>
    public BoundedMimeParser(ParserOptions options, ReadOnlyMemoryStream stream)
        : base(options, stream, MimeFormat.Entity, persistent: true) => stream.Reading = Check;

    /// <exception cref="UnreadableMailException">It has more of something than <see cref="MailLimits"/> or <see cref="MaxField"/>
    /// allow.</exception>
    /// <exception cref="FormatException">There are no headers.</exception>
    public static MimeMessage Parse(ParserOptions options, ReadOnlyMemory<byte> raw)
    {
        var stream = new ReadOnlyMemoryStream(raw);
        var message = new BoundedMimeParser(options, stream).ParseMessage();
        stream.Reading = null;
        return message;
    }

    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        _field = beginOffset;
        _fields = 0;
        base.OnHeadersBegin(beginOffset, beginLineNumber, cancellationToken);
    }

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        _field = (header.Offset ?? _field) + header.RawField.Length + header.RawValue.Length;
        if (++_fields > MailLimits.Fields)
            throw TooMany(MailLimits.Fields, "header fields in one place");
        if (++_allFields > MailLimits.AllFields)
            throw TooMany(MailLimits.AllFields, "header fields");
        if (header.RawValue.Length > MailLimits.PartFieldBytes && header.Field.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            throw new UnreadableMailException($"the description of a part is longer than {MailLimits.PartFieldBytes / 1024} KB");
        base.OnHeaderRead(header, beginLineNumber, cancellationToken);
    }

    protected override void OnHeadersEnd(
        long beginOffset, int beginLineNumber, long endOffset, int endLineNumber, CancellationToken cancellationToken)
    {
        _field = NoHeaders;
        base.OnHeadersEnd(beginOffset, beginLineNumber, endOffset, endLineNumber, cancellationToken);
    }

    protected override void OnMimePartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        CountPart();
        base.OnMimePartBegin(contentType, beginOffset, beginLineNumber, cancellationToken);
    }

    protected override void OnMessagePartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        CountPart();
        base.OnMessagePartBegin(contentType, beginOffset, beginLineNumber, cancellationToken);
    }

    protected override void OnMultipartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        CountPart();
        base.OnMultipartBegin(contentType, beginOffset, beginLineNumber, cancellationToken);
    }

    protected override void OnMultipartPreambleRead(byte[] buffer, int startIndex, int count, CancellationToken cancellationToken)
    {
        if ((_preamble += count) > MailLimits.PreambleBytes)
            throw new UnreadableMailException($"it has more than {MailLimits.PreambleBytes / (1024 * 1024)} MB before its first part");
        base.OnMultipartPreambleRead(buffer, startIndex, count, cancellationToken);
    }

    internal static UnreadableMailException TooMany(int limit, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"it has more than {limit:N0} {what}"));

    private void CountPart()
    {
        if (++_parts > MailLimits.Parts)
            throw TooMany(MailLimits.Parts, "parts");
    }

    private void Check(long position)
    {
        if (_field != NoHeaders && position - _field > MaxField)
            throw new UnreadableMailException("a field of its headers is longer than 1 MB");
    }
}
