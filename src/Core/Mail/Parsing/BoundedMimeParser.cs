using MimeKit;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>Parses a mail that lies in memory. A header field is taken only up to a length, in the mail itself and in each of its parts: the
/// parser's time grows by the square of it, to minutes for a field of 25 MB.</summary>
/// <remarks>The plain <see cref="MimeParser"/> takes time by the square of a folded field's lines: 15 s for a field of 2 MB.</remarks>
internal sealed class BoundedMimeParser : ExperimentalMimeParser
{
    /// <summary>Bytes of a field; servers accept far fewer.</summary>
    internal const int MaxField = 1024 * 1024;

    private const long NoHeaders = -1;

    /// <summary>Where the field that is being read begins.</summary>
    private long _field = NoHeaders;

    /// <param name="options">How to read.</param>
    /// <param name="stream">The mail. It stays open: the parts point into it, and it holds nothing but memory.</param>
    public BoundedMimeParser(ParserOptions options, ReadOnlyMemoryStream stream)
        : base(options, stream, MimeFormat.Entity, persistent: true) => stream.Reading = Check;

    /// <exception cref="UnreadableMailException">A field is longer than <see cref="MaxField"/>.</exception>
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
        base.OnHeadersBegin(beginOffset, beginLineNumber, cancellationToken);
    }

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        _field = (header.Offset ?? _field) + header.RawField.Length + header.RawValue.Length;
        base.OnHeaderRead(header, beginLineNumber, cancellationToken);
    }

    protected override void OnHeadersEnd(long beginOffset, int beginLineNumber, long endOffset, int endLineNumber, CancellationToken cancellationToken)
    {
        _field = NoHeaders;
        base.OnHeadersEnd(beginOffset, beginLineNumber, endOffset, endLineNumber, cancellationToken);
    }

    private void Check(long position)
    {
        if (_field != NoHeaders && position - _field > MaxField)
            throw new UnreadableMailException("a field of its headers is longer than 1 MB");
    }
}
