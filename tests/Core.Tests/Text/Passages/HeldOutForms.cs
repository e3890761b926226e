namespace InboxMind.Core.Tests.Text.Passages;

/// <summary>Forms of replies and forwarded mails for the final figure only.</summary>
internal static class HeldOutForms
{
    public static readonly IReadOnlyList<QuotingForm> All =
    [
        new("Proton", "en",
            "{own}\n\n------- Original Message -------\nOn Friday, May 3rd, 2024 at 10:12 AM, {name} <{address}> wrote:\n\n"
                + "{>quote}\n"),
        new("Samsung", "en",
            "{own}\n\n-------- Original message --------\nFrom: {name} <{address}>\nDate: 5/3/24  10:12 AM  (GMT+01:00)\nTo"
                + ": Ben Carter <ben@example.org>\nSubject: Boathouse\n\n{quote}\n"),
        new("Evolution", "en", "On Fri, 2024-05-03 at 10:12 +0200, {name} wrote:\n{>quote}\n\n{own}\n"),
        new("KMail", "en", "On Friday, 3 May 2024 10:12:45 CEST {name} wrote:\n{>quote}\n\n{own}\n"),
        new("Mutt", "en", "On Fri, May 03, 2024 at 10:12:45AM +0200, {name} wrote:\n{>quote}\n\n{own}\n\n-- \n{sign}\n"),
        new("Gnus", "en", "{name} <{address}> writes:\n\n{>quote}\n\n{own}\n"),
        new("Roundcube", "en", "{own}\n\nOn 2024-05-03 10:12, {name} wrote:\n\n{>quote}\n"),
        new("Horde", "de", "{own}\n\nZitat von {name} <{address}>:\n\n{>quote}\n"),
        new("GMX", "de",
            "{own}\n\nGesendet: Freitag, 03. Mai 2024 um 10:12 Uhr\nVon: \"{name}\" <{address}>\nAn: ben@example.org\nBetre"
                + "ff: Bootshaus\n\n{quote}\n"),
        new("Telekom", "de",
            "{own}\n\n-----Original-Nachricht-----\nBetreff: Bootshaus\nDatum: 2024-05-03T10:12:45+0200\nVon: \"{name}\" <{"
                + "address}>\nAn: \"ben@example.org\" <ben@example.org>\n\n{quote}\n"),
        new("Notes", "de",
            "{own}\n\n\n\nVon:\t{name}/DE/FIRMA\nAn:\tBen Carter/DE/FIRMA@FIRMA\nDatum:\t03.05.2024 10:12\nBetreff:\tBootsh"
                + "aus\n\n\n\n{quote}\n"),
        new("Evolution", "de", "Am Freitag, dem 03.05.2024 um 10:12 +0200 schrieb {name}:\n{>quote}\n\n{own}\n"),
        new("Zimbra", "fr",
            "{own}\n\n----- Mail original -----\nDe: \"{name}\" <{address}>\nÀ: \"Ben Carter\" <ben@example.org>\nEnvoyé:"
                + " Vendredi 3 Mai 2024 10:12:45\nObjet: Hangar\n\n{quote}\n"),
        new("Orange", "fr",
            "{own}\n\n> Message du 03/05/24 10:12\n> De : \"{name}\" <{address}>\n> A : \"Ben Carter\" <ben@example.org>\n>"
                + " Copie à : \n> Objet : Hangar\n> \n{>quote}\n"),
        new("Apple Mail", "fr", "{own}\n\n> Le 3 mai 2024 à 10:12, {name} <{address}> a écrit :\n> \n{>quote}\n"),
        new("Outlook.com", "es",
            "{own}\n________________________________\nDe: {name} <{address}>\nEnviado: viernes, 3 de mayo de 2024 10:12\nPa"
                + "ra: Ben Carter <ben@example.org>\nAsunto: Re: Cobertizo\n\n{quote}\n"),
        new("Apple Mail", "es", "{own}\n\n> El 3 may 2024, a las 10:12, {name} <{address}> escribió:\n> \n{>quote}\n"),
        new("Roundcube", "es", "{own}\n\nEl 2024-05-03 10:12, {name} escribió:\n\n{>quote}\n"),
        new("Yahoo", "pt", "{own}\n\nEm sexta-feira, 3 de maio de 2024 10:12:45 BRT, {name} <{address}> escreveu:\n\n{quote}\n"),
        new("Apple Mail", "pt", "{own}\n\n> Em 3 de mai. de 2024, à(s) 10:12, {name} <{address}> escreveu:\n> \n{>quote}\n"),
        new("Thunderbird", "pt", "Em 03/05/2024 10:12, {name} escreveu:\n{>quote}\n\n{own}\n"),
        new("Libero", "it",
            "{own}\n\n\n----Messaggio originale----\nDa: {address}\nData: 03/05/2024 10.12\nA: <ben@example.org>\nOgg: Rime"
                + "ssa\n\n{quote}\n"),
        new("Apple Mail", "it", "{own}\n\n> Il giorno 3 mag 2024, alle ore 10:12, {name} <{address}> ha scritto:\n> \n{>quote}\n"),
        new("Outlook.com", "it",
            "{own}\n________________________________\nDa: {name} <{address}>\nInviato: venerdì 3 maggio 2024 10:12\nA: Ben"
                + " Carter <ben@example.org>\nOggetto: Re: Rimessa\n\n{quote}\n"),
        new("Windows Mail", "nl",
            "{own}\n\nVerzonden vanuit Mail voor Windows\n\nVan: {name}<mailto:{address}>\nVerzonden: vrijdag 3 mei 2024 10"
                + ":12\nAan: Ben Carter<mailto:ben@example.org>\nOnderwerp: Boothuis\n\n{quote}\n"),
        new("Apple Mail", "nl", "{own}\n\n> Op 3 mei 2024 om 10:12 heeft {name} <{address}> het volgende geschreven:\n> \n{>quote}\n"),
        new("Thunderbird", "nl", "Op 03-05-2024 om 10:12 schreef {name}:\n{>quote}\n\n{own}\n"),
        new("Apple Mail", "sv", "{own}\n\n> 3 maj 2024 kl. 10:12 skrev {name} <{address}>:\n> \n{>quote}\n"),
        new("Thunderbird", "sv", "Den 2024-05-03 kl. 10:12, skrev {name}:\n{>quote}\n\n{own}\n"),
        new("Outlook.com", "sv",
            "{own}\n________________________________\nFrån: {name} <{address}>\nSkickat: den 3 maj 2024 10:12\nTill: Ben C"
                + "arter <ben@example.org>\nÄmne: Sv: Båthus\n\n{quote}\n"),
        new("Apple Mail", "da", "{own}\n\n> Den 3. maj 2024 kl. 10.12 skrev {name} <{address}>:\n> \n{>quote}\n"),
        new("Thunderbird", "da", "Den 03-05-2024 kl. 10:12 skrev {name}:\n{>quote}\n\n{own}\n"),
        new("Outlook.com", "da",
            "{own}\n________________________________\nFra: {name} <{address}>\nSendt: 3. maj 2024 10:12\nTil: Ben Carter <b"
                + "en@example.org>\nEmne: Sv: Bådehus\n\n{quote}\n"),
        new("Onet", "pl", "{own}\n\nW dniu 2024-05-03 10:12:45 użytkownik {name} <{address}> napisał:\n{>quote}\n"),
        new("Interia", "pl", "{own}\n\nDnia 3 maja 2024 10:12 {name} <{address}> napisał(a):\n\n{quote}\n"),
        new("Apple Mail", "pl",
            "{own}\n\n> Wiadomość napisana przez {name} <{address}> w dniu 3 maj 2024, o godz. 10:12:\n> \n{>quote}\n"),
        new("Seznam", "cs",
            "{own}\n\n---------- Původní e-mail ----------\nOd: {name} <{address}>\nKomu: ben@example.org\nDatum: 3. 5. 2"
                + "024 10:12:45\nPředmět: Loděnice\n\n{quote}\n"),
        new("Thunderbird", "cs", "Dne 03. 05. 24 v 10:12 {name} napsal(a):\n{>quote}\n\n{own}\n"),
        new("Centrum", "cs",
            "{own}\n\n______________________________________________________________\n> Od: {name} <{address}>\n> Komu: <be"
                + "n@example.org>\n> Datum: 03.05.2024 10:12\n> Předmět: Loděnice\n>\n{>quote}\n"),
        new("Mail.ru", "ru", "{own}\n\n>Пятница, 3 мая 2024, 10:12 +03:00 от {name} <{address}>:\n> \n{>quote}\n"),
        new("Yandex", "ru", "{own}\n\n03.05.2024, 10:12, \"{name}\" <{address}>:\n{>quote}\n"),
        new("Thunderbird", "ru", "03.05.2024 10:12, {name} пишет:\n{>quote}\n\n{own}\n"),
        new("Outlook.com", "tr",
            "{own}\n________________________________\nGönderen: {name} <{address}>\nGönderildi: 3 Mayıs 2024 Cuma 10:12\n"
                + "Kime: Ben Carter <ben@example.org>\nKonu: Re: Kayıkhane\n\n{quote}\n"),
        new("Apple Mail", "tr", "{own}\n\n> {name} <{address}> şunları yazdı (3 May 2024 10:12):\n> \n{>quote}\n"),
        new("Thunderbird", "tr", "3.05.2024 10:12 tarihinde {name} yazdı:\n{>quote}\n\n{own}\n"),
        new("NetEase", "zh", "{own}\n\n\n\n\n在 2024-05-03 10:12:45，\"{name}\" <{address}> 写道：\n\n{quote}\n"),
        new("QQ", "zh",
            "{own}\n\n\n------------------ 原始邮件 ------------------\n发件人: \"{name}\" <{address}>;\n发送时"
                + "间: 2024年5月3日(星期五) 上午10:12\n收件人: \"Ben Carter\"<ben@example.org>;\n主题: 船库\n\n{q"
                + "uote}\n"),
        new("Apple Mail", "zh", "{own}\n\n> 在 2024年5月3日，10:12，{name} <{address}> 写道：\n> \n{>quote}\n"),
        new("Apple Mail", "ja", "{own}\n\n> 2024/05/03 10:12、{name} <{address}>のメール:\n> \n{>quote}\n"),
        new("Thunderbird", "ja", "On 2024/05/03 10:12, {name} wrote:\n{>quote}\n\n{own}\n"),
        new("Becky", "ja", "{own}\n\nOn Fri, 3 May 2024 10:12:45 +0900\n{name} <{address}> wrote:\n\n{>quote}\n"),
        new("Outlook HTML", "de",
            "<html><body><p class=\"MsoNormal\">{own}</p><div><div style=\"border:none;border-top:solid #B5C4DF 1.0pt\"><p "
                + "class=\"MsoNormal\"><b>Von:</b> {name} [mailto:{address}] <br><b>Gesendet:</b> Freitag, 3. Mai 2024 10:12<br><"
                + "b>An:</b> Ben Carter<br><b>Betreff:</b> Bootshaus</p></div></div><p class=\"MsoNormal\">{quote}</p></body></ht"
                + "ml>"),
        new("Outlook mobile", "en",
            "<html><body><div>{own}</div><div id=\"ms-outlook-mobile-signature\">Get <a href=\"https://aka.ms/x\">Outlook f"
                + "or iOS</a></div><hr style=\"display:inline-block;width:98%\"><div id=\"divRplyFwdMsg\" dir=\"ltr\"><b>From:</b"
                + "> {name} &lt;{address}&gt;<br><b>Sent:</b> Friday, May 3, 2024 10:12:45 AM<br><b>To:</b> Ben<br><b>Subject:</b"
                + "> Boathouse</div><div>{quote}</div></body></html>"),
        new("Proton HTML", "en",
            "<div>{own}</div><div class=\"protonmail_quote\">On Friday, May 3rd, 2024 at 10:12 AM, {name} &lt;{address}&gt;"
                + " wrote:<br><blockquote class=\"protonmail_quote\" type=\"cite\">{quote}</blockquote></div>"),
        new("Thunderbird HTML", "fr",
            "<html><body>{own}<br><div class=\"moz-cite-prefix\">Le 03/05/2024 à 10:12, {name} a écrit&nbsp;:<br></div><b"
                + "lockquote type=\"cite\" cite=\"mid:x\">{quote}</blockquote></body></html>"),
        new("GMX HTML", "de",
            "<html><body><div>{own}<div name=\"quote\" style=\"border-left:2px solid #C3D9E5\"><div><b>Gesendet:</b> Freita"
                + "g, 03. Mai 2024 um 10:12 Uhr<br/><b>Von:</b> &quot;{name}&quot; &lt;{address}&gt;<br/><b>An:</b> ben@example.o"
                + "rg<br/><b>Betreff:</b> Bootshaus</div><div>{quote}</div></div></div></body></html>"),
        new("Apple Mail HTML", "es",
            "<html><body>{own}<br><div><br><blockquote type=\"cite\"><div>El 3 may 2024, a las 10:12, {name} &lt;<a href=\""
                + "mailto:{address}\">{address}</a>&gt; escribió:</div><br><div>{quote}</div></blockquote></div></body></html>"),
        new("Plain words", "en", "{own}\n\n{more}\n"),
        new("Plain words", "fr", "{own}\n\n{more}\n\n-- \n{sign}\n"),
        new("Footer", "de", "{own}\n\n{foot}\n"),
        new("Forwarded by Gmail", "en",
            "{own}\n\n---------- Forwarded message ---------\nFrom: {name} <{address}>\nDate: Fri, May 3, 2024 at 10:12 AM\n"
                + "Subject: Boathouse\nTo: Ben Carter <ben@example.org>\n\n\n{quote}\n"),
        new("Forwarded by Apple Mail", "de",
            "{own}\n\nAnfang der weitergeleiteten Nachricht:\n\nVon: {name} <{address}>\nBetreff: Bootshaus\nDatum: 3. Mai "
                + "2024 um 10:12:45 MESZ\nAn: Ben Carter <ben@example.org>\n\n{quote}\n"),
    ];
}
