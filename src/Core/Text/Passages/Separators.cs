using System.Text.RegularExpressions;

namespace InboxMind.Core.Text.Passages;

/// <summary>Lines between a mail and the one below it: "-----Original Message-----", "Begin forwarded message:".</summary>
internal static partial class Separators
{
    private const int MaxLength = 120;

    /// <summary>As what the words below a line stand there; null when the line separates nothing.</summary>
    public static PassageKind? Read(string line) => line.Length is < 8 or > MaxLength ? null
        : Forwarded().IsMatch(line) ? PassageKind.Forwarded
        : Original().IsMatch(line) ? PassageKind.Quoted
        : null;

    /// <summary>Whether what was forwarded ends in a line.</summary>
    public static bool IsEnd(string line) => line.Length <= MaxLength && End().IsMatch(line);

    /// <summary>Whether a line is a mere rule, as Outlook draws it above a block of header fields.</summary>
    public static bool IsRule(string line) =>
        line.Length is >= 8 and <= MaxLength && (line.All(static c => c == '_') || line.All(static c => c == '-'));

    [GeneratedRegex(
        @"^[-_*=\s>]{2,}\s?(?:(?:begin |start of )?forwarded (?:message|text)|forwarded by\b.*|forwarded mail"
            + @"|weitergeleitete nachricht|weitergeleitet von\b.*"
            + @"|message transféré|message transmis|mensaje reenviado|mensagem (?:en|reen)caminhada|messaggio inoltrato"
            + @"|doorgestuurd bericht"
            + @"|vidarebefordrat (?:meddelande|mail)|videresend(?:t|t e) (?:meddelelse|besked|melding)|välitetty viesti"
            + @"|przekazana wiadomość"
            + @"|wiadomość przekazana|přeposlaná zpráva|preposlaná správa|пересылаемое (?:сообщение"
            + @"|письмо)|пересланное (?:сообщение"
            + @"|письмо)"
            + @"|iletilen (?:ileti|mesaj)|továbbított (?:üzenet|levél)|mesaj redirecționat|προωθημένο μήνυμα"
            + @"|转发的?邮件(?:信息)?|轉寄郵件|轉寄的郵件"
            + @"|転送されたメッセージ|전달된 (?:메시지|메일))\s*[-_*=]{0,}$"
            + @"|^(?:begin forwarded message|forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)"
            + @"|début du message (?:réexpédié|transféré)"
            + @"|inicio del mensaje reenviado|início da mensagem (?:en|reen)caminhada|inizio messaggio inoltrato"
            + @"|begin doorgestuurd bericht"
            + @"|vidarebefordrat brev|start på videresendt (?:besked|melding)|początek przekazywanej wiadomości"
            + @"|začátek přeposlané zprávy"
            + @"|начало переадресованного сообщения|iletilen ileti başlangıcı"
            + @"|开始转发的邮件|開始轉寄郵件|転送されたメッセージ)\s?[:：]$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Forwarded();

    [GeneratedRegex(
        @"^[-_*=\s]{2,}\s?(?:original message|original appointment|reply message|ursprüngliche nachricht|originalnachricht"
            + @"|original-nachricht"
            + @"|message d'origine|message original|message initial|mensaje original|mensagem original|messaggio originale"
            + @"|oorspronkelijk(?: |e )bericht|origineel bericht|originalmeddelande|ursprungligt meddelande|oprindelig meddelelse"
            + @"|original meddelelse"
            + @"|opprinnelig melding|alkuperäinen viesti|oryginalna wiadomość|wiadomość oryginalna|původní (?:zpráva|e-mail)"
            + @"|pôvodná správa"
            + @"|исходное сообщение|оригинальное сообщение"
            + @"|первоначальное сообщение|orijinal (?:mesaj|ileti)|özgün (?:ileti|mesaj)"
            + @"|eredeti üzenet"
            + @"|mesajul original|αρχικό μήνυμα|原始邮件|原始郵件|原始信件|元のメッセージ"
            + @"|원본 메시지|원본 메일)\s*[-_*=]{0,}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Original();

    [GeneratedRegex(
        @"^[-_*=\s]{2,}\s?(?:end (?:of )?(?:the )?forwarded|ende der weitergeleiteten|fin du message|fin del mensaje|fine messaggio"
            + @"|end (?:of )?(?:the )?original)\b.{0,40}$|^--+\s?forwarded message ends\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex End();
}
