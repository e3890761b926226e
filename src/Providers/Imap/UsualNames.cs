using InboxMind.Core.Sync;

namespace InboxMind.Providers.Imap;

/// <summary>Names that say what a folder is for on servers that do not say it themselves (RFC 6154): what mail programs and providers call
/// such folders in some twenty languages. Upper and lower case do not count.</summary>
internal static class UsualNames
{
    private static readonly Dictionary<string, FolderUse> All = new (FolderUse Use, string[] Names)[]
    {
        (FolderUse.Drafts,
        [
            "Draft", "Drafts", "Entwurf", "Entwürfe", "Brouillon", "Brouillons", "Borrador", "Borradores", "Bozza", "Bozze", "Rascunho",
            "Rascunhos", "Esborranys", "Concept", "Concepten", "Kladder", "Kladde", "Utkast", "Luonnokset", "Drög", "Wersje robocze",
            "Szkice", "Robocze", "Koncepty", "Rozepsané", "Rozpracované", "Piszkozatok", "Ciorne", "Schițe", "Osnutki", "Skice", "Nacrti",
            "Чернови", "Черновики", "Чернетки", "Нацрти", "Taslaklar", "Πρόχειρα", "טיוטות", "المسودات", "下書き", "草稿", "草稿箱", "草稿夹", "草稿匣",
            "임시보관함", "임시 보관함", "ร่างจดหมาย", "Thư nháp", "Bản nháp", "Draf",
        ]),
        (FolderUse.Junk,
        [
            "Spam", "Junk", "Junk E-mail", "Junk Email", "Junk-E-Mail", "Junk Mail", "Bulk", "Bulk Mail", "Spamverdacht", "Unerwünscht",
            "Unerwünschte Werbung", "Courrier indésirable", "Indésirables", "Pourriel", "Pourriels", "Correo no deseado", "Correo basura",
            "Posta indesiderata", "Lixo Eletrônico", "Lixo Electrónico", "Correo electrónico no deseado", "Correu brossa", "Ongewenst",
            "Ongewenste e-mail", "Ongewenste reclame", "Uønsket mail", "Uønsket e-post", "Søppelpost", "Skräppost", "Roskaposti",
            "Wiadomości-śmieci", "Niechciane", "Nevyžádaná pošta", "Nevyžiadaná pošta", "Levélszemét", "Mesaje nedorite",
            "Neželena pošta", "Neželjena pošta", "Спам", "Нежелательная почта", "Небажана пошта", "Önemsiz", "Önemsiz E-posta",
            "Gereksiz", "Ανεπιθύμητα", "Ανεπιθύμητη αλληλογραφία", "דואר זבל", "البريد غير الهام", "迷惑メール", "垃圾邮件", "垃圾郵件", "垃圾信件", "스팸",
            "스팸메일함", "정크 메일", "จดหมายขยะ", "Thư rác",
        ]),
        (FolderUse.Trash,
        [
            "Trash", "Bin", "Deleted", "Deleted Items", "Deleted Messages", "Papierkorb", "Gelöscht", "Gelöschte Elemente",
            "Gelöschte Objekte", "Corbeille", "Éléments supprimés", "Messages supprimés", "Papelera", "Elementos eliminados",
            "Eliminados", "Cestino", "Posta eliminata", "Lixeira", "Lixo", "Itens excluídos", "Itens eliminados", "Paperera",
            "Prullenbak", "Prullenmand", "Verwijderde items", "Papirkurv", "Slettet post", "Slettede elementer", "Papperskorgen",
            "Borttaget", "Borttagna objekt", "Roskakori", "Poistetut", "Kosz", "Elementy usunięte", "Koš", "Odstraněná pošta", "Kôš",
            "Odstránené položky", "Lomtár", "Kuka", "Törölt elemek", "Coș de gunoi", "Elemente șterse", "Smetnjak", "Smeće", "Otpad",
            "Кошче", "Корзина", "Удаленные", "Удалённые", "Кошик", "Видалені", "Отпад", "Çöp", "Çöp Kutusu", "Silinmiş Öğeler", "Κάδος",
            "Διαγραμμένα", "אשפה", "פריטים שנמחקו", "سلة المهملات", "العناصر المحذوفة", "ゴミ箱", "削除済みアイテム", "已删除", "已删除邮件", "废件箱",
            "已刪除的郵件", "垃圾桶", "휴지통", "지운 편지함", "ถังขยะ", "Thùng rác",
        ]),
        (FolderUse.Sent,
        [
            "Sent", "Sent Items", "Sent Mail", "Sent Messages", "Gesendet", "Gesendete Elemente", "Gesendete Objekte", "Envoyés",
            "Éléments envoyés", "Messages envoyés", "Enviados", "Elementos enviados", "Inviati", "Inviata", "Posta inviata",
            "Itens enviados", "Enviats", "Verzonden", "Verzonden items", "Sendt", "Sendt post", "Sendte elementer", "Skickat", "Skickade",
            "Lähetetyt", "Wysłane", "Elementy wysłane", "Odeslané", "Odeslaná pošta", "Odoslané", "Elküldött", "Elküldött elemek",
            "Trimise", "Elemente trimise", "Poslano", "Poslato", "Изпратени", "Отправленные", "Надіслані", "Послато", "Gönderilmiş",
            "Gönderilmiş Öğeler", "Gönderilenler", "Απεσταλμένα", "נשלח", "פריטים שנשלחו", "البريد المرسل", "العناصر المرسلة", "送信済み",
            "送信済みアイテム", "已发送", "已发送邮件", "已傳送的郵件", "寄件備份", "보낸편지함", "보낸 편지함", "ส่งแล้ว", "Đã gửi", "Terkirim",
        ]),
        (FolderUse.Archive,
        [
            "Archive", "Archives", "Archiv", "Archivo", "Archivio", "Arquivo", "Archief", "Arkiv", "Arkisto", "Archiwum", "Archív",
            "Archivum", "Arhivă", "Архив", "Архів", "Arşiv", "Αρχείο", "アーカイブ", "归档", "封存", "보관함",
        ]),
    }.SelectMany(static u => u.Names.Select(name => (name, u.Use))).ToDictionary(StringComparer.OrdinalIgnoreCase);

    public static FolderUse UseOf(string name) => All.GetValueOrDefault(name.Normalize(), FolderUse.Other);
}
