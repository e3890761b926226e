namespace InboxMind.Core.Mail;

/// <summary>Names a message by its content: base32 of SHA-256 over user, Message-ID and a digest of From, Date, body and
/// attachments. Neither a forged Message-ID nor an equal body under another Message-ID can hide a mail.</summary>
public readonly record struct EmailId(string Value) : IComparable<EmailId>
{
    /// <summary>Length of every id in characters.</summary>
    public const int Length = 52;

    public int CompareTo(EmailId other) => string.CompareOrdinal(Value, other.Value);

    public static bool operator <(EmailId left, EmailId right) => left.CompareTo(right) < 0;

    public static bool operator >(EmailId left, EmailId right) => left.CompareTo(right) > 0;

    public static bool operator <=(EmailId left, EmailId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EmailId left, EmailId right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value;
}
