namespace InboxMind.Core.Mail;

/// <summary>How much of everything a mail may have. What no honest mail reaches is refused before it costs memory: the mail is set aside.
/// What an honest one may reach is kept in part: its beginning.</summary>
public static class MailLimits
{
    /// <summary>Parts of all levels, those of forwarded mails too. More, and the mail is set aside.</summary>
    public const int Parts = 5_000;

    /// <summary>Fields in one block of headers. More, and the mail is set aside.</summary>
    public const int Fields = 10_000;

    /// <summary>Fields in all blocks of headers together. More, and the mail is set aside.</summary>
    public const int AllFields = 100_000;

    /// <summary>Bytes of a field that describes a part (<c>Content-...</c>). More, and the mail is set aside.</summary>
    public const int PartFieldBytes = 16 * 1024;

    /// <summary>Addresses in From, Sender, To, Cc and Bcc together. More, and the mail is set aside.</summary>
    public const int Addresses = 10_000;

    /// <summary>Bytes of the fields that hold addresses together. More, and the mail is set aside.</summary>
    public const int AddressBytes = 2 * 1024 * 1024;

    /// <summary>Bytes before the first part of several. More, and the mail is set aside.</summary>
    public const int PreambleBytes = 8 * 1024 * 1024;

    /// <summary>Characters of the readable text that are kept, indexed and answered from; those from the beginning.</summary>
    public const int Text = 1_000_000;

    /// <summary>Characters of all text and HTML parts together that are looked at; those from the beginning.</summary>
    public const int TextParts = 8_000_000;

    /// <summary>Characters of HTML that is shown; of longer HTML only the text is.</summary>
    public const int ShownHtml = 2_000_000;

    /// <summary>Characters of a subject.</summary>
    public const int Subject = 1_000;

    /// <summary>Characters of a name, an address, the name of a file and the like.</summary>
    public const int Name = 1_000;

    /// <summary>The beginning of a text, never ending within a surrogate pair.</summary>
    public static string Begin(string text, int length) =>
        text.Length <= length ? text : text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
