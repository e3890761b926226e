namespace InboxMind.Core.Tests.Text.Passages;

/// <summary>How mail programs introduce what they quote. {0} is the writer, {1} their address.</summary>
internal static class QuotingPrograms
{
    /// <summary>Above marked lines; some with none below them.</summary>
    public static readonly string[] Attributions =
    [
        "On Fri, May 3, 2024 at 10:12 AM {0} <{1}> wrote:",
        "On 3 May 2024, at 10:12, {0} <{1}> wrote:",
        "On 5/3/24 10:12 AM, {0} wrote:",
        "On Friday, May 3, 2024, 10:12 AM, {0} <{1}> wrote:",
        "On 2024-05-03 10:12, {0} wrote:",
        "On Fri, 03 May 2024 10:12:45 +0200\n{0} <{1}> wrote:",
        "At 10:12 AM 5/3/2024 -0500, {0} wrote:",
        "{0} <{1}> wrote:",
        "{0} wrote on 05/03/2024 10:12:45 AM:",
        "Quoting {0} <{1}>:",
        "* {0} <{1}> [2024-05-03 10:12]:",
        "Am Fr., 3. Mai 2024 um 10:12 Uhr schrieb {0} <{1}>:",
        "Am 03.05.2024 um 10:12 schrieb {0}:",
        "{0} schrieb am 03.05.2024 um 10:12:",
        "{0} <{1}> hat am 03.05.2024 10:12 geschrieben:",
        "Am 3. Mai 2024 10:12:45 MESZ schrieb {0} <{1}>:",
        "Zitat von {0} <{1}>:",
        "Le ven. 3 mai 2024 à 10:12, {0} <{1}> a écrit :",
        "Le 03/05/2024 à 10:12, {0} a écrit :",
        "{0} a écrit le 03/05/2024 à 10:12 :",
        "El vie, 3 may 2024 a las 10:12, {0} (<{1}>) escribió:",
        "El 3/5/24 a las 10:12, {0} escribió:",
        "Em sex., 3 de mai. de 2024 às 10:12, {0} <{1}> escreveu:",
        "{0} <{1}> escreveu no dia sexta, 3/05/2024 à(s) 10:12:",
        "Il giorno ven 3 mag 2024 alle ore 10:12 {0} <{1}> ha scritto:",
        "Il 03/05/2024 10:12, {0} ha scritto:",
        "Op vr 3 mei 2024 om 10:12 schreef {0} <{1}>:",
        "Op 3 mei 2024, om 10:12 heeft {0} <{1}> het volgende geschreven:",
        "Den fre 3 maj 2024 kl 10:12 skrev {0} <{1}>:",
        "{0} skrev den 2024-05-03 10:12:",
        "Den fre. 3. maj 2024 kl. 10.12 skrev {0} <{1}>:",
        "fre. 3. mai 2024 kl. 10:12 skrev {0} <{1}>:",
        "pe 3. toukok. 2024 klo 10.12 {0} ({1}) kirjoitti:",
        "pt., 3 maj 2024 o 10:12 {0} <{1}> napisał(a):",
        "W dniu 3.05.2024 o 10:12, {0} pisze:",
        "pá 3. 5. 2024 v 10:12 odesílatel {0} <{1}> napsal:",
        "Dne 3.5.2024 v 10:12 {0} napsal(a):",
        "пт, 3 мая 2024 г. в 10:12, {0} <{1}>:",
        "03.05.2024 10:12, {0} пишет:",
        "3 мая 2024 г., в 10:12, {0} <{1}> написал(а):",
        "{0} <{1}>, 3 May 2024 Cum, 10:12 tarihinde şunu yazdı:",
        "3.05.2024 10:12 tarihinde {0} yazdı:",
        "{0} <{1}> 于2024年5月3日周五 10:12写道：",
        "在 2024年5月3日，10:12，{0} <{1}> 写道：",
        "2024年5月3日(金) 10:12 {0} <{1}>:",
        "2024/05/03 10:12、{0} <{1}>のメール:",
        "2024년 5월 3일 (금) 오전 10:12, {0} <{1}>님이 작성:",
    ];

    /// <summary>Above the text of the mail, which is not marked.</summary>
    public static readonly string[] Blocks =
    [
        "From: {0} <{1}>\nSent: Friday, May 3, 2024 10:12 AM\nTo: Ben Carter <ben@example.org>\nSubject: Boathouse\n",
        "-----Original Message-----\nFrom: {0} [mailto:{1}]\nSent: Friday, May 03, 2024 10:12 AM\nTo: Ben Carter; Carla Diaz\nSubject: RE: "
            + "Boathouse\n",
        "________________________________\nFrom: {0} <{1}>\nSent: 03 May 2024 10:12\nTo: Ben Carter <ben@example.org>;\n Carla Diaz "
            + "<carla@example.org>\nSubject: Boathouse\n",
        "*From:* {0} <{1}>\n*Sent:* Friday, May 3, 2024 10:12 AM\n*To:* Ben Carter\n*Subject:* Boathouse\n",
        "From: {0}\n\nSent: Friday, May 3, 2024 10:12 AM\n\nTo: Ben Carter\n\nSubject: Boathouse\n",
        "---------- Forwarded message ---------\nFrom: {0} <{1}>\nDate: Fri, May 3, 2024 at 10:12 AM\nSubject: Boathouse\nTo: Ben Carter "
            + "<ben@example.org>\n",
        "-------- Forwarded Message --------\nSubject: \tBoathouse\nDate: \tFri, 3 May 2024 10:12:45 +0200\nFrom: \t{0} <{1}>\nTo: \tBen "
            + "Carter <ben@example.org>\n",
        "Begin forwarded message:\n\nFrom: {0} <{1}>\nSubject: Boathouse\nDate: 3 May 2024 at 10:12:45 CEST\nTo: Ben Carter "
            + "<ben@example.org>\n",
        "Von: {0} <{1}>\nGesendet: Freitag, 3. Mai 2024 10:12\nAn: Ben Carter <ben@example.org>\nBetreff: Bootshaus\n",
        "-----Ursprüngliche Nachricht-----\nVon: {0} <{1}>\nGesendet: Freitag, 3. Mai 2024 10:12\nAn: Ben Carter\nCc: Carla Diaz\nBetreff: "
            + "AW: Bootshaus\n",
        "-------- Weitergeleitete Nachricht --------\nBetreff: \tBootshaus\nDatum: \tFri, 3 May 2024 10:12:45 +0200\nVon: \t{0} <{1}>\nAn: "
            + "\tBen Carter\n",
        "De : {0} <{1}>\nEnvoyé : vendredi 3 mai 2024 10:12\nÀ : Ben Carter\nObjet : Hangar\n",
        "-------- Message transféré --------\nSujet : Hangar\nDate : Fri, 3 May 2024 10:12:45 +0200\nDe : {0} <{1}>\nPour : "
            + "ben@example.org\n",
        "De: {0} <{1}>\nEnviado el: viernes, 3 de mayo de 2024 10:12\nPara: Ben Carter\nAsunto: Cobertizo\n",
        "De: {0} <{1}>\nEnviada em: sexta-feira, 3 de maio de 2024 10:12\nPara: Ben Carter\nAssunto: Galpão\n",
        "Da: {0} <{1}>\nInviato: venerdì 3 maggio 2024 10:12\nA: Ben Carter\nOggetto: Rimessa\n",
        "Van: {0} <{1}>\nVerzonden: vrijdag 3 mei 2024 10:12\nAan: Ben Carter\nOnderwerp: Boothuis\n",
        "Från: {0} <{1}>\nSkickat: den 3 maj 2024 10:12\nTill: Ben Carter\nÄmne: Båthus\n",
        "Fra: {0} <{1}>\nSendt: 3. maj 2024 10:12\nTil: Ben Carter\nEmne: Bådehus\n",
        "Od: {0} <{1}>\nWysłano: piątek, 3 maja 2024 10:12\nDo: Ben Carter\nTemat: Hangar\n",
        "Od: {0} <{1}>\nOdesláno: pátek 3. května 2024 10:12\nKomu: Ben Carter\nPředmět: Loděnice\n",
        "От: {0} <{1}>\nОтправлено: 3 мая 2024 г. 10:12\nКому: Ben Carter\nТема: Сарай\n",
        "Kimden: {0} <{1}>\nGönderildi: 3 Mayıs 2024 Cuma 10:12\nKime: Ben Carter\nKonu: Kayıkhane\n",
        "发件人: {0} <{1}>\n发送时间: 2024年5月3日 10:12\n收件人: Ben Carter\n主题: 船库\n",
        "------------------ 原始邮件 ------------------\n发件人: \"{0}\" <{1}>;\n发送时间: 2024年5月3日(星期五) 上午10:12\n收件人: \"Ben Carter\" "
            + "<ben@example.org>;\n主题: 船库\n",
        "差出人: {0} <{1}>\n送信日時: 2024年5月3日 10:12\n宛先: Ben Carter\n件名: 艇庫\n",
        "{0}\n05/03/2024 10:12 AM\nTo: Ben Carter/HOU/KELP@KELP\ncc: \nSubject: Re: Boathouse\n",
        "---------------------- Forwarded by Ben Carter/HOU/KELP on 05/03/2024 10:15 AM ---------------------------\n\n{0} <{1}> on "
            + "05/03/2024 10:12:45 AM\nTo: Ben Carter/HOU/KELP@KELP\ncc: Carla Diaz/HOU/KELP@KELP\n\nSubject: Boathouse\n",
        "From: {0} Sent: Friday, May 3, 2024 10:12 AM To: Ben Carter Subject: RE: Boathouse\n",
    ];

    /// <summary>Who is quoted.</summary>
    public static readonly (string Name, string Address)[] Writers =
    [
        ("Anna Berg", "anna.berg@example.org"), ("Jan de Vries", "jan@example.net"), ("José Muñoz", "jose.munoz@example.com"),
        ("May Lee", "may.lee@example.org"), ("Dr. Karin Øst", "karin@example.dk"),
    ];

    /// <summary>What they wrote, with what might look like something else.</summary>
    public static readonly string[][] Texts =
    [
        ["The slipway is closed until June.", "", "From the harbour you reach us by the lower road.", "Costs: about 1,400."],
        ["Hi all,", "", "we meet on Friday at 10:", "- at the shed", "- or at the café", "", "Sent the keys to Ben already."],
        ["Der Schuppen wird am 12. gestrichen.", "Von der Straße aus links."],
        ["As agreed on 3 May 2024 the deposit is 300 euros.", "", "She wrote it down: 300, not 200."],
    ];

    /// <summary>What the sender of the mail writes.</summary>
    public static readonly string[][] Own =
    [
        ["Fine with me.", "", "On Monday I am away."],
        ["Thanks! Two points:", "1. I wrote to the painter: he comes at 9.", "2. Date: still open."],
        ["Danke, das passt.", "", "Ich schrieb gestern schon: Farbe ist da."],
    ];
}
