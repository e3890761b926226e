namespace InboxMind.Core.Import;

/// <summary>A mail of an mbox.</summary>
/// <param name="Bytes">Without the "From " line.</param>
/// <param name="Date">The date on the "From " line, when it can be read; without a zone it is taken for UTC.</param>
/// <param name="TooLong">Whether it was longer than <see cref="RawMail.MaxBytes"/> , of which only the beginning is there then.</param>
internal sealed record MboxMail(ReadOnlyMemory<byte> Bytes, DateTimeOffset? Date, bool TooLong);
