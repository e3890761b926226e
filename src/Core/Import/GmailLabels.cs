using System.Collections.Frozen;
using System.Text;
using InboxMind.Core.Text;
using MimeKit.Utils;

namespace InboxMind.Core.Import;

/// <summary>The labels that Google Takeout writes above a mail (<c>X-Gmail-Labels</c>), under the names that the sync of Gmail gives them.
/// Takeout writes system labels in the language of the account.</summary>
internal sealed class GmailLabels
{
    private const int MaxLabels = 500;

    private const string Inbox = "INBOX", Sent = "Sent", Drafts = "Draft", Trash = "Trash", Spam = "Spam", Starred = "Starred",
        Opened = "(opened)", Unread = "(unread)", Archived = "(archived)";

    /// <summary>What a system label is called in languages, in lower case.</summary>
    private static readonly FrozenDictionary<string, string> SystemLabels = new Dictionary<string, string[]>
    {
        [Inbox] = ["inbox", "posteingang", "boîte de réception", "recibidos", "bandeja de entrada", "caixa de entrada", "posta in arrivo",
            "postvak in", "inkorgen", "indbakke", "innboks", "saapuneet", "postilaatikko", "odebrane", "doručená pošta", "входящие",
            "gelen kutusu", "受信トレイ", "收件箱", "收件匣", "받은편지함"],
        [Sent] = ["sent", "sent mail", "gesendet", "messages envoyés", "enviados", "enviado", "e-mails enviados", "enviadas",
            "posta inviata", "inviati",
            "verzonden", "verzonden berichten", "skickat", "skickade", "sendt", "sendte", "lähetetyt", "wysłane", "odeslaná pošta",
                "odeslané", "отправленные",
            "gönderilmiş postalar", "gönderilmiş", "送信済み", "已发送邮件", "已发送", "寄件備份", "보낸편지함"],
        [Drafts] = ["draft", "drafts", "entwürfe", "entwurf", "brouillons", "borradores", "rascunhos", "bozze", "concepten", "utkast",
            "kladder", "luonnokset", "wersje robocze", "koncepty", "черновики", "taslaklar", "下書き", "草稿", "임시보관함"],
        [Trash] = ["trash", "bin", "papierkorb", "corbeille", "papelera", "lixeira", "lixo", "cestino", "prullenbak", "papperskorgen",
            "papirkurv", "papirkurven", "papperskorg", "roskakori", "kosz", "koš", "корзина", "çöp kutusu", "çöp", "ゴミ箱", "已删除邮件", "垃圾桶",
                "휴지통"],
        [Spam] = ["spam", "junk", "spam-verdacht", "correo no deseado", "indésirables", "skräppost", "søppelpost", "roskaposti", "спам",
            "迷惑メール", "垃圾邮件",
            "垃圾郵件", "스팸함"],
        [Starred] = ["starred", "markiert", "suivis", "messages suivis", "destacados", "com estrela", "speciali", "met ster", "stjärnmärkt",
            "stjernemerket",
            "stjernemarkeret", "tähdellä merkitty", "oznaczone gwiazdką", "s hvězdičkou", "помеченные", "yıldızlı", "スター付き", "已加星标", "已加星號",
                "별표편지함"],
        [Opened] = ["opened", "read", "geöffnet", "ouvert", "ouverts", "abierto", "abiertos", "aberto", "abertos", "aperti", "aperto",
            "geopend", "öppnat", "öppnad", "åbnet",
            "åpnet", "avattu", "otwarte", "otevřené", "otevřeno", "открытые", "прочитанные", "açıldı", "開封済み", "已打开", "已開啟", "열림"],
        [Unread] = ["unread", "ungelesen", "non lus", "non lu", "no leídos", "no leído", "não lidas", "não lidos", "da leggere",
            "non letti", "ongelezen", "olästa", "oläst",
            "ulæste", "ulæst", "ulest", "uleste", "lukematta", "lukemattomat", "nieprzeczytane", "nepřečtené", "непрочитанные", "okunmamış",
                "okunmadı", "未読", "未读", "未讀", "읽지않음"],
        [Archived] = ["archived", "archiviert", "messages archivés", "archivé", "archivado", "archivados", "arquivada", "arquivado",
            "arquivados", "archiviati", "archiviato", "gearchiveerd",
            "arkiverat", "arkiverade", "arkiveret", "arkivert", "arkistoitu", "zarchiwizowane", "archivováno", "archivované", "архив",
                "архивированные", "arşivlendi",
            "アーカイブ済み", "已归档", "已封存", "보관됨"],
    }.SelectMany(static s => s.Value.Select(name => (name, s.Key))).DistinctBy(static s => s.name)
        .ToFrozenDictionary(static s => s.name, static s => s.Key, StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _all = [];

    /// <summary>The labels as <see cref="Placement.Labels"/> has them.</summary>
    public string Names => string.Join('\n', _all.Where(static l => !l.StartsWith('(')).Order(StringComparer.Ordinal));

    public bool IsSpam => _all.Contains(Spam);

    public bool IsTrash => _all.Contains(Trash);

    public MailFlags Flags => (_all.Contains(Opened) ? MailFlags.Seen : MailFlags.None)
        | (_all.Contains(Starred) ? MailFlags.Flagged : MailFlags.None) | (_all.Contains(Drafts) ? MailFlags.Draft : MailFlags.None);

    /// <param name="value">The field's value as it stands in the file.</param>
    public static GmailLabels Read(ReadOnlySpan<byte> value)
    {
        var labels = new GmailLabels();
        var text = OneLine.Fold(Rfc2047.DecodeText(value.ToArray()));
        var label = new StringBuilder();
        var quoted = false;
        foreach (var c in text.Append(','))
        {
            if (c == '"')
                quoted = !quoted;
            else if (c != ',' || quoted)
                label.Append(c);
            else
                labels.Add(label);
        }

        if (label.Length > 0)
            labels.Add(label);
        return labels;
    }

    private void Add(StringBuilder label)
    {
        var name = MailLimits.Begin(label.ToString().Trim(), MailLimits.Name);
        label.Clear();
        if (name.Length > 0 && _all.Count < MaxLabels)
            _all.Add(SystemLabels.GetValueOrDefault(name) ?? name.TrimStart('('));
    }
}
