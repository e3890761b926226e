using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Text.Passages;

/// <summary>A header field as mail programs repeat it above what they quote.</summary>
internal enum HeaderField
{
    From,
    Date,
    To,
    Subject,
    Other,
}

/// <summary>Reads lines such as "From: Anna" in the languages of the usual mail programs.</summary>
internal static partial class HeaderLabels
{
    private static readonly FrozenDictionary<string, (HeaderField Field, string Language)> Labels = Table(
        (HeaderField.From, "en", "From"), (HeaderField.From, "de", "Von|Absender"), (HeaderField.From, "fr", "De|Expéditeur"),
        (HeaderField.From, "es", "Remitente"), (HeaderField.From, "it", "Da"), (HeaderField.From, "nl", "Van"),
        (HeaderField.From, "sv", "Från"),
        (HeaderField.From, "da", "Fra"), (HeaderField.From, "fi", "Lähettäjä"), (HeaderField.From, "pl", "Od|Nadawca"),
        (HeaderField.From, "cs", "Odesílatel"), (HeaderField.From, "ru", "От|От кого"), (HeaderField.From, "uk", "Від"),
        (HeaderField.From, "tr", "Kimden|Gönderen"), (HeaderField.From, "zh", "发件人|寄件者|寄件人|發件人"), (HeaderField.From, "ja", "差出人|送信者|From"),
        (HeaderField.From, "ko", "보낸 사람|보낸사람"), (HeaderField.From, "hu", "Feladó"), (HeaderField.From, "ro", "De la"),
        (HeaderField.From, "el", "Από"),
        (HeaderField.Date, "en", "Sent|Date"), (HeaderField.Date, "de", "Gesendet|Datum|Gesendet am"),
        (HeaderField.Date, "fr", "Envoyé|Envoyé le"),
        (HeaderField.Date, "es", "Enviado|Fecha|Enviado el"), (HeaderField.Date, "pt", "Enviada|Data|Enviada em|Enviado em"),
        (HeaderField.Date, "it", "Inviato"), (HeaderField.Date, "nl", "Verzonden"), (HeaderField.Date, "sv", "Skickat"),
        (HeaderField.Date, "da", "Sendt|Dato"), (HeaderField.Date, "fi", "Lähetetty|Päivämäärä"), (HeaderField.Date, "pl", "Wysłano"),
        (HeaderField.Date, "cs", "Odesláno"), (HeaderField.Date, "ru", "Отправлено|Дата"), (HeaderField.Date, "uk", "Надіслано"),
        (HeaderField.Date, "tr", "Gönderildi|Tarih|Gönderme Tarihi"), (HeaderField.Date, "zh", "发送时间|日期|寄件日期|傳送時間|时间|時間"),
        (HeaderField.Date, "ja", "送信日時|日付|日時"), (HeaderField.Date, "ko", "보낸 날짜|날짜"), (HeaderField.Date, "hu", "Elküldve|Dátum"),
        (HeaderField.Date, "ro", "Trimis"), (HeaderField.Date, "el", "Ημερομηνία|Στάλθηκε"),
        (HeaderField.To, "en", "To"), (HeaderField.To, "de", "An"), (HeaderField.To, "fr", "À|A"), (HeaderField.To, "es", "Para"),
        (HeaderField.To, "nl", "Aan"), (HeaderField.To, "sv", "Till"), (HeaderField.To, "da", "Til"),
        (HeaderField.To, "fi", "Vastaanottaja"),
        (HeaderField.To, "pl", "Do"), (HeaderField.To, "cs", "Komu"), (HeaderField.To, "ru", "Кому"), (HeaderField.To, "tr", "Kime|Alıcı"),
        (HeaderField.To, "zh", "收件人|收件者"), (HeaderField.To, "ja", "宛先"), (HeaderField.To, "ko", "받는 사람"), (HeaderField.To, "hu", "Címzett"),
        (HeaderField.To, "ro", "Către"), (HeaderField.To, "el", "Προς"),
        (HeaderField.Subject, "en", "Subject"), (HeaderField.Subject, "de", "Betreff"), (HeaderField.Subject, "fr", "Objet|Sujet"),
        (HeaderField.Subject, "es", "Asunto"), (HeaderField.Subject, "pt", "Assunto"), (HeaderField.Subject, "it", "Oggetto"),
        (HeaderField.Subject, "nl", "Onderwerp"), (HeaderField.Subject, "sv", "Ämne"), (HeaderField.Subject, "da", "Emne"),
        (HeaderField.Subject, "fi", "Aihe"), (HeaderField.Subject, "pl", "Temat"), (HeaderField.Subject, "cs", "Předmět|Predmet"),
        (HeaderField.Subject, "ru", "Тема"), (HeaderField.Subject, "tr", "Konu"), (HeaderField.Subject, "zh", "主题|主旨|主題"),
        (HeaderField.Subject, "ja", "件名"),
        (HeaderField.Subject, "ko", "제목"), (HeaderField.Subject, "hu", "Tárgy"), (HeaderField.Subject, "ro", "Subiect"),
        (HeaderField.Subject, "el", "Θέμα"),
        (HeaderField.Other, "en", "Cc|Bcc|Reply-To|Importance|Attachments|Message-ID|Priority|Sent by"),
        (HeaderField.Other, "de", "Kopie|Anlagen|Antwort an|Wichtigkeit"),
        (HeaderField.Other, "fr", "Répondre à|Pièces jointes|Importance"),
        (HeaderField.Other, "es", "CCO"), (HeaderField.Other, "nl", "Kopie"), (HeaderField.Other, "pl", "DW|UDW|Kopia"),
        (HeaderField.Other, "cs", "Kopie"),
        (HeaderField.Other, "ru", "Копия"), (HeaderField.Other, "tr", "Bilgi"), (HeaderField.Other, "zh", "抄送|副本"),
        (HeaderField.Other, "sv", "Kopia"));

    /// <summary>Reads a line; null when it is no such field.</summary>
    public static (HeaderField Field, string Language, string Value)? Read(string line)
    {
        if (line.Length is 0 or > 1_000 || Field().Match(line) is not { Success: true } match)
            return null;
        return Labels.TryGetValue(match.Groups["label"].Value.Trim(), out var known)
            ? (known.Field, known.Language, match.Groups["value"].Value.Trim(' ', '*', '\t'))
            : null;
    }

    private static FrozenDictionary<string, (HeaderField Field, string Language)> Table(
        params (HeaderField Field, string Language, string Names)[] rows)
    {
        var table = new Dictionary<string, (HeaderField, string)>(StringComparer.OrdinalIgnoreCase);
        foreach (var (field, language, names) in rows)
        {
            foreach (var name in names.Split('|'))
                table.TryAdd(name, (field, language));
        }

        return table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^[*_|\s]{0,4}(?<label>[\p{L}][\p{L}\p{M} \-]{0,20}?)\s{0,3}[*_]{0,2}\s{0,3}[:：][*_]{0,2}\s{0,10}(?<value>.*)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}
