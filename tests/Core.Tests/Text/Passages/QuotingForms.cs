namespace InboxMind.Core.Tests.Text.Passages;

/// <summary>Forms of replies and forwarded mails that the reading was made with.</summary>
internal static class QuotingForms
{
    public static readonly IReadOnlyList<QuotingForm> All =
    [
        new("Gmail", "en", "{own}\n\nOn Fri, May 3, 2024 at 10:12 AM {name} <{address}> wrote:\n\n{>quote}\n\n{more}\n"),
        new("Gmail", "de", "{own}\n\nAm Fr., 3. Mai 2024 um 10:12 Uhr schrieb {name} <\n{address}>:\n\n{>quote}\n"),
        new("Gmail", "fr", "{own}\n\nLe ven. 3 mai 2024 à 10:12, {name} <{address}> a écrit :\n\n{>quote}\n"),
        new("Gmail", "es", "{own}\n\nEl vie, 3 may 2024 a las 10:12, {name} (<{address}>) escribió:\n\n{>quote}\n"),
        new("Gmail", "pt", "{own}\n\nEm sex., 3 de mai. de 2024 às 10:12, {name} <{address}> escreveu:\n\n{>quote}\n"),
        new("Gmail", "it", "{own}\n\nIl giorno ven 3 mag 2024 alle ore 10:12 {name} <{address}> ha scritto:\n\n{>quote}\n"),
        new("Gmail", "nl", "{own}\n\nOp vr 3 mei 2024 om 10:12 schreef {name} <{address}>:\n\n{>quote}\n"),
        new("Gmail", "sv", "{own}\n\nDen fre 3 maj 2024 kl 10:12 skrev {name} <{address}>:\n\n{>quote}\n"),
        new("Gmail", "da", "{own}\n\nDen fre. 3. maj 2024 kl. 10.12 skrev {name} <{address}>:\n\n{>quote}\n"),
        new("Gmail", "pl", "{own}\n\npt., 3 maj 2024 o 10:12 {name} <{address}> napisał(a):\n\n{>quote}\n"),
        new("Gmail", "cs", "{own}\n\npá 3. 5. 2024 v 10:12 odesílatel {name} <{address}> napsal:\n\n{>quote}\n"),
        new("Gmail", "ru", "{own}\n\nпт, 3 мая 2024 г. в 10:12, {name} <{address}>:\n\n{>quote}\n"),
        new("Gmail", "tr", "{own}\n\n{name} <{address}>, 3 May 2024 Cum, 10:12 tarihinde şunu yazdı:\n\n{>quote}\n"),
        new("Gmail", "zh", "{own}\n\n{name} <{address}> 于2024年5月3日周五 10:12写道：\n\n{>quote}\n"),
        new("Gmail", "ja", "{own}\n\n2024年5月3日(金) 10:12 {name} <{address}>:\n\n{>quote}\n"),
        new("Outlook", "en",
            "{own}\n\nBest regards,\n{sign}\n\nFrom: {name} <{address}>\nSent: Friday, May 3, 2024 10:12 AM\nTo: Ben Carter <ben@example.o"
                + "rg>\nCc: Carla Diaz <carla@example.org>\nSubject: RE: Boathouse\n\n{quote}\n"),
        new("Outlook", "de",
            "{own}\n\nViele Grüße\n{sign}\n\nVon: {name} <{address}>\nGesendet: Freitag, 3. Mai 2024 10:12\nAn: Ben Carter <ben@example."
                + "org>\nBetreff: AW: Bootshaus\n\n{quote}\n"),
        new("Outlook", "fr",
            "{own}\n\nCordialement,\n{sign}\n\nDe : {name} <{address}>\nEnvoyé : vendredi 3 mai 2024 10:12\nÀ : Ben Carter <ben@example."
                + "org>\nObjet : RE: Hangar\n\n{quote}\n"),
        new("Outlook", "es",
            "{own}\n\nSaludos,\n{sign}\n\nDe: {name} <{address}>\nEnviado el: viernes, 3 de mayo de 2024 10:12\nPara: Ben Carter <ben"
                + "@example.org>\nAsunto: RE: Cobertizo\n\n{quote}\n"),
        new("Outlook", "pt",
            "{own}\n\nAtenciosamente,\n{sign}\n\nDe: {name} <{address}>\nEnviada em: sexta-feira, 3 de maio de 2024 10:12\nPara: Ben "
                + "Carter\n"
                + "Assunto: RES: Galpão\n\n{quote}\n"),
        new("Outlook", "it",
            "{own}\n\nCordiali saluti\n{sign}\n\nDa: {name} <{address}>\nInviato: venerdì 3 maggio 2024 10:12\nA: Ben Carter\n"
                + "Oggetto: R: R"
                + "imessa\n\n{quote}\n"),
        new("Outlook", "nl",
            "{own}\n\nMet vriendelijke groet,\n{sign}\n\nVan: {name} <{address}>\nVerzonden: vrijdag 3 mei 2024 10:12\nAan: Ben "
                + "Carter\nOnderwerp: R"
                + "E: Boothuis\n\n{quote}\n"),
        new("Outlook", "sv",
            "{own}\n\nMed vänliga hälsningar\n{sign}\n\nFrån: {name} <{address}>\nSkickat: den 3 maj 2024 10:12\n"
                + "Till: Ben Carter\nÄmne: "
                + "SV: Båt"
                + "hus\n\n{quote}\n"),
        new("Outlook", "da",
            "{own}\n\nVenlig hilsen\n{sign}\n\nFra: {name} <{address}>\nSendt: 3. maj 2024 10:12\nTil: Ben Carter\nEmne: SV: Bådehus\n\n{"
                + "quote}\n"),
        new("Outlook", "pl",
            "{own}\n\nPozdrawiam\n{sign}\n\nOd: {name} <{address}>\nWysłano: piątek, 3 maja 2024 10:12\nDo: Ben Carter\nTemat: ODP: H"
                + "angar\n\n{quote}\n"),
        new("Outlook", "cs",
            "{own}\n\nS pozdravem\n{sign}\n\nOd: {name} <{address}>\nOdesláno: pátek 3. května 2024 10:12\nKomu: Ben Carter\nPředmě"
                + "t: RE: Loděnice\n\n{quote}\n"),
        new("Outlook", "ru",
            "{own}\n\nС уважением,\n{sign}\n\nОт: {name} <{address}>\nОтправлено: 3 мая 2024 г. 10:12\n"
                + "Кому: Ben Cart"
                + "er\nТема: RE: Сарай\n\n{quote}\n"),
        new("Outlook", "tr",
            "{own}\n\nSaygılarımla\n{sign}\n\nKimden: {name} <{address}>\nGönderildi: 3 Mayıs 2024 Cuma 10:12\nKime: Ben Carter\nKonu: "
                + "YNT: Kayıkhane\n\n{quote}\n"),
        new("Outlook", "zh",
            "{own}\n\n谢谢\n{sign}\n\n发件人: {name} <{address}>\n发送时间: 2024年5月3日 10:12\n收件人: Ben Carter\n"
                + "主题: 回复: 船库\n\n{quote}\n"),
        new("Outlook", "ja",
            "{own}\n\nよろしくお願いします\n{sign}\n\n差出人: {name} <{address}>\n送信日時: 2024年5月3日 10:12\n"
                + "宛先: Ben Carter\n件"
                + "名: RE: 艇庫\n\n{quote}\n"),
        new("Outlook 2003", "en",
            "{own}\n\nBest regards,\n{sign}\n\n-----Original Message-----\nFrom: {name} [mailto:{address}]\nSent: Friday, May 03, 2024 10:"
                + "12 AM\nTo: Ben Carter; Carla Diaz\nSubject: RE: Boathouse\n\n{quote}\n"),
        new("Thunderbird", "en", "On 5/3/24 10:12 AM, {name} wrote:\n{>quote}\n\n{own}\n\n-- \n{sign}\n"),
        new("Thunderbird", "de", "Am 03.05.24 um 10:12 schrieb {name}:\n{>quote}\n\n{own}\n"),
        new("Thunderbird", "fr", "Le 03/05/2024 à 10:12, {name} a écrit :\n{>quote}\n\n{own}\n"),
        new("Thunderbird", "it", "Il 03/05/2024 10:12, {name} ha scritto:\n{>quote}\n\n{own}\n"),
        new("Apple Mail", "en", "{own}\n\n> On 3 May 2024, at 10:12, {name} <{address}> wrote:\n> \n{>quote}\n"),
        new("Apple Mail", "de", "{own}\n\n> Am 03.05.2024 um 10:12 schrieb {name} <{address}>:\n> \n{>quote}\n"),
        new("Yahoo", "en",
            "<html><body><div>{own}</div><div class=\"yahoo_quoted\"><div>On Friday, May 3, 2024 at 10:12:45 AM GMT+2, {nam"
                + "e} &lt;{address}&gt; wrote:</div><div><br></div><div>{quote}</div></div></body></html>"),
        new("Gmail HTML", "en",
            "<div dir=\"ltr\">{own}</div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">On Fri, May 3"
                + ", 2024 at 10:12 AM {name} &lt;<a href=\"mailto:{address}\">{address}</a>&gt; wrote:<br></div><blockquote class"
                + "=\"gmail_quote\" style=\"margin:0 0 0 .8ex\">{quote}</blockquote></div>"),
        new("Outlook HTML", "en",
            "<html><body><div class=\"WordSection1\"><p class=\"MsoNormal\">{own}</p><div style=\"border:none;border-top:so"
                + "lid #E1E1E1 1.0pt\"><p class=\"MsoNormal\"><b>From:</b> {name} &lt;{address}&gt; <br><b>Sent:</b> Friday, May "
                + "3, 2024 10:12 AM<br><b>To:</b> Ben Carter<br><b>Subject:</b> Boathouse</p></div><p class=\"MsoNormal\">{quote}"
                + "</p></div></body></html>"),
        new("Notes", "en",
            "{own}\n\n\n\n{name}\n05/03/2024 10:12 AM\nTo: Ben Carter/HOU/KELP@KELP\ncc: \nSubject: Re: Boathouse\n\n{quote"
                + "}\n"),
        new("No history", "en", "{own}\n\n{more}\n\n-- \n{sign}\n"),
        new("No history", "de", "{own}\n\n{more}\n"),
        new("Footer", "en", "{own}\n\n{foot}\n"),
    ];
}
