namespace InboxMind.Core.Tests.Mail.Parsing.Kinds;

/// <summary>Mails with the kind that a reader would give them; made up, after the headers that such mails have.</summary>
internal static class LabelledMail
{
    /// <summary>The kind of each, and the mail.</summary>
    public static IReadOnlyList<(MailKind Kind, string Raw)> All { get; } =
    [
        .. Text.Split("== ", StringSplitOptions.RemoveEmptyEntries).Select(static block =>
        {
            var end = block.IndexOf('\n', StringComparison.Ordinal);
            var raw = block[(end + 1)..].TrimEnd();
            return (Enum.Parse<MailKind>(block[..end].Trim(), ignoreCase: true),
                raw.Contains("\n\n", StringComparison.Ordinal) ? raw : $"{raw}\n\nSome words.");
        }),
    ];

    private const string Text =
        """
        == person
        From: Anna Okafor <anna@kelpline.example>
        To: mara@kelpline.example
        Subject: Lunch on Thursday?
        Message-ID: <1@kelpline.example>
        == person
        From: Ben Hale <ben.hale@mailhost.example>
        Subject: Re: Your order of the turbidity probes
        In-Reply-To: <2@kelpline.example>

        Could you tell me the order number: 48213?
        == person
        From: "Dr. C. Weiss" <praxis@weiss.example>
        Subject: Befund vom Montag

        Guten Tag, anbei der Befund.
        == person
        From: Luisa <luisa@familia.example>
        Subject: fotos del viaje
        X-Mailer: iPhone Mail (21F90)
        == person
        From: Tom Reed <tom@reedandsons.example>
        Subject: Invoice 2041

        Hi, please find our invoice attached. Invoice number 2041. Tom
        == person
        From: Mum <margaret1950@mailhost.example>
        Subject: Fwd: FW: this made me laugh
        == person
        From: Jan de Wit <jan@dewit.example>
        Subject: factuur verbouwing
        Reply-To: jan@dewit.example
        == person
        From: info@smallbakery.example
        To: anna@kelpline.example
        Subject: Your question about gluten

        Dear Anna, our rye bread has none.
        == person
        From: support@toolmaker.example
        Subject: Re: [#4412] pump does not start
        In-Reply-To: <11@kelpline.example>

        Hello, this is Nadia from support. Have you tried the other fuse?
        == person
        From: Sales <sales@pumps.example>
        Subject: Our quote for two pumps

        Dear Ms Okafor, thank you for calling. We offer two P-9 at 1,200 each. Kind regards, Ivo
        == person
        From: Erik <erik@sund.example>
        Subject: SV: bokning av stugan
        In-Reply-To: <a@b.example>
        == person
        From: Prof. Giulia Neri <neri@ateneo.example>
        Subject: Correzioni alla tesi
        Precedence: first-class
        == person
        From: Hannah Park <hannah@park.example>
        Subject: out tonight
        Auto-Submitted: no
        == person
        From: Rob <rob@work.example>
        To: team@work.example
        Cc: anna@kelpline.example
        Subject: Delivery dates for the harbour job
        Content-Type: multipart/signed; boundary=x; protocol="application/pkcs7-signature"; micalg=sha-256
        == person
        From: Anna Newsome <newsome@kelpline.example>
        Subject: Hello from the new office
        == person
        From: Alert Bauer <alertbauer@mailhost.example>
        Subject: Klassentreffen
        == person
        From: Notari & Figli <studio@notari.example>
        Subject: Atto di vendita
        == person
        From: Robot Club <chris@robotclub.example>
        Subject: Soldering evening
        == person
        From: Ana Costa <ana@costa.example>
        Subject: Pagamento da renda

        Bom dia, a renda foi paga hoje.
        == person
        From: karin.order@mailhost.example
        Subject: Kaffee?

        Kommst du mit?
        == list
        From: Piet <piet@hills.example>
        To: walkers@lists.hills.example
        Subject: [walkers] Route on Sunday
        List-Id: Hill Walkers <walkers.lists.hills.example>
        List-Post: <mailto:walkers@lists.hills.example>
        List-Unsubscribe: <mailto:walkers-leave@lists.hills.example>
        Precedence: list
        == list
        From: dev@kernel.example
        Subject: [PATCH v3 2/7] net: fix the race
        X-Mailing-List: netdev@kernel.example
        List-Id: <netdev.kernel.example>
        Precedence: bulk
        == list
        From: Ulla <ulla@verein.example>
        Subject: Re: [chor] Probe am Freitag
        List-Id: <chor.verein.example>
        In-Reply-To: <z@verein.example>
        List-Unsubscribe: <https://verein.example/leave>
        == list
        From: "Marc via Boat Owners" <boats@groups.example>
        Subject: [boats] Antifouling
        Mailing-List: list boats@groups.example; contact boats+owner@groups.example
        List-Id: <boats.groups.example>
        List-Unsubscribe: <mailto:boats+leave@groups.example>
        == list
        From: Sue <sue@mailhost.example>
        Subject: Bake sale
        X-BeenThere: parents@school.example
        X-Mailman-Version: 2.1.39
        == list
        From: Joe <joe@uni.example>
        Subject: Reading group
        List-Id: <reading.uni.example>
        == list
        From: Kim <kim@startup.example>
        Subject: Desk for sale
        X-Google-Group-Id: 12345
        List-Post: <https://groups.example/a/startup.example/group/everyone/post>, <mailto:everyone@startup.example>
        List-Id: <everyone.startup.example>
        List-Unsubscribe: <mailto:googlegroups-manage+12@groups.example>
        == list
        From: Ole <ole@sejl.example>
        Subject: Havneplads
        Precedence: list
        == list
        From: Wei <wei@apache.example>
        Subject: [VOTE] Release 2.4
        Mailing-List: contact dev-help@apache.example; run by ezmlm
        List-Id: <dev.apache.example>
        List-Post: <mailto:dev@apache.example>
        Precedence: bulk
        == list
        From: Olga <olga@choir.example>
        Subject: Re: concert tickets
        List-Post: <mailto:choir@choir.example>
        List-Id: <choir.choir.example>
        In-Reply-To: <k@choir.example>
        == list
        From: Ivan <ivan@debian.example>
        Subject: Bug: installer stops
        X-Loop: debian-user@lists.debian.example
        List-Id: <debian-user.lists.debian.example>
        List-Post: <mailto:debian-user@lists.debian.example>
        Resent-From: debian-user@lists.debian.example
        == list
        From: Petra <petra@tango.example>
        Subject: [tango-berlin] Milonga
        X-Listname: tango-berlin
        == bulk
        From: Kelp Weekly <news@kelpweekly.example>
        Subject: Ten things about seaweed
        List-Unsubscribe: <https://kelpweekly.example/u/1>
        List-Id: <weekly.kelpweekly.example>
        Feedback-ID: 1:2:3:mc
        == bulk
        From: "Shoes & More" <offers@shoes.example>
        Subject: 30% off everything this weekend
        List-Unsubscribe: <mailto:u@shoes.example>
        Precedence: bulk
        == bulk
        From: Substack Author <author@letters.example>
        Subject: On writing slowly
        List-Unsubscribe: <https://letters.example/x>
        List-Post: NO
        List-Id: <author.letters.example>
        == bulk
        From: Reiseangebote <newsletter@reisen.example>
        Subject: Jetzt buchen: Kreta ab 399 Euro
        List-Unsubscribe: <https://reisen.example/abmelden>
        == bulk
        From: Museum <no-reply@museum.example>
        Subject: What is on in May
        List-Unsubscribe: <https://museum.example/u>
        X-Mailer: CampaignMaker
        Precedence: bulk
        == bulk
        From: La Boutique <contact@boutique.example>
        Subject: Les soldes commencent demain
        List-Unsubscribe: <https://boutique.example/u>
        X-Campaign: soldes-24
        == bulk
        From: Jobs <jobs@board.example>
        Subject: 12 new jobs for you
        List-Unsubscribe: <https://board.example/u>
        Precedence: bulk
        == bulk
        From: Ofertas <ofertas@tienda.example>
        Subject: Solo hoy: envio gratis
        List-Unsubscribe: <https://tienda.example/baja>
        == bulk
        From: Greenpaws <hello@greenpaws.example>
        Subject: You made a difference
        X-MC-User: abcdef
        List-Unsubscribe: <mailto:u@mc.example>
        == bulk
        From: Party HQ <team@party.example>
        Subject: The vote is tomorrow
        Precedence: bulk
        == bulk
        From: Vino <promo@vino.example>
        Subject: Sconti su tutti i rossi
        Feedback-ID: 9:vino
        List-Unsubscribe: <https://vino.example/u>
        == bulk
        From: Conference <info@conf.example>
        Subject: Call for papers extended
        X-Campaign-Id: 99
        == bulk
        From: Supermarkt <folder@super.example>
        Subject: De nieuwe folder is er
        List-Unsubscribe: <https://super.example/u>
        == bulk
        From: Bank <service@bank.example>
        Subject: A better card for your travels
        List-Unsubscribe: <https://bank.example/u>
        == bulk
        From: Podcast <newsletters@podcast.example>
        Subject: Episode 44 is out
        == bulk
        From: Skolan <nyhetsbrev@skola.example>
        Subject: Nyheter i maj
        List-Unsubscribe: <https://skola.example/u>
        Precedence: bulk
        == bulk
        From: Software Inc <marketing@software.example>
        Subject: Order now and save 20%
        List-Unsubscribe: <https://software.example/u>
        == bulk
        From: Airline <offers@air.example>
        Subject: Book your next trip from 29 euros
        List-Unsubscribe: <https://air.example/u>
        == notice
        From: CI <noreply@ci.example>
        Subject: Build 4412 failed
        Auto-Submitted: auto-generated
        == notice
        From: GitHost <notifications@githost.example>
        Subject: Re: [org/repo] Crash on start (Issue #12)
        List-Id: org/repo <repo.org.githost.example>
        List-Post: <mailto:reply+abc@reply.githost.example>
        List-Unsubscribe: <https://githost.example/u>
        X-GitHub-Reason: mention
        Precedence: list
        In-Reply-To: <org/repo/issues/12@githost.example>
        == notice
        From: Bank <no-reply@bank.example>
        Subject: Your verification code

        Your code is 448211.
        == notice
        From: Anna Okafor <anna@kelpline.example>
        Subject: Automatic reply: budget
        Auto-Submitted: auto-replied
        X-Auto-Response-Suppress: All
        == notice
        From: Ben Hale <ben@hale.example>
        Subject: Abwesenheitsnotiz: Termin
        X-Autoreply: yes
        Precedence: auto_reply
        == notice
        From: root <root@server.example>
        Subject: Cron <root@server> /usr/bin/backup
        X-Cron-Env: <SHELL=/bin/sh>
        Auto-Submitted: auto-generated
        == notice
        From: Nagios <nagios@mon.example>
        Subject: ** PROBLEM Service Alert: db/disk is CRITICAL **
        == notice
        From: Social <notification@social.example>
        Subject: Lea commented on your photo
        == notice
        From: Account Security <account-security-noreply@big.example>
        Subject: New sign-in from Lisbon
        == notice
        From: Tickets <jira@tracker.example>
        Subject: [TRACK-19] Change the fuse
        X-JIRA-FingerPrint: 81
        Auto-Submitted: auto-generated
        Precedence: bulk
        == notice
        From: Scanner <scanner@office.example>
        Subject: Scan from MFP-2
        == notice
        From: Cara <cara@mail.example>
        Subject: Read: minutes of May
        Content-Type: multipart/report; report-type=disposition-notification; boundary=b

        --b
        Content-Type: text/plain

        Your message was read.
        --b
        Content-Type: message/disposition-notification

        Disposition: manual-action/MDN-sent-manually; displayed
        --b--
        == notice
        From: DMARC <noreply-dmarc@big.example>
        Subject: Report domain: kelpline.example
        == notice
        From: Do Not Reply <do_not_reply@insurer.example>
        Subject: A document is waiting in your portal
        == notice
        From: Ne pas repondre <ne-pas-repondre@mairie.example>
        Subject: Votre demande de rendez-vous a ete enregistree
        == notice
        From: Cloud <alerts@cloud.example>
        Subject: CPU above 90% for 10 minutes
        Auto-Submitted: auto-generated
        == notice
        From: Seguridad <no_responder@banco.example>
        Subject: Nuevo acceso a tu cuenta
        == notice
        From: Calendar <calendar-notification@cal.example>
        Subject: Notification: Standup at 09:00
        Auto-Submitted: auto-generated
        == notice
        From: Wiki <confluence@wiki.example>
        Subject: [Wiki] Mara edited a page
        Auto-Submitted: auto-generated
        Precedence: bulk
        == notice
        From: Stadtwerke <keine.antwort.noreply@werke.example>
        Subject: Zaehlerablesung im Juni
        == invitation
        From: Mara <mara@kelpline.example>
        Subject: Budget review
        Content-Type: multipart/alternative; boundary=b

        --b
        Content-Type: text/plain

        Please come.
        --b
        Content-Type: text/calendar; method=REQUEST; charset=utf-8

        BEGIN:VCALENDAR
        METHOD:REQUEST
        END:VCALENDAR
        --b--
        == invitation
        From: Ben <ben@hale.example>
        Subject: Accepted: Budget review
        Content-Type: text/calendar; method=REPLY

        BEGIN:VCALENDAR
        METHOD:REPLY
        END:VCALENDAR
        == invitation
        From: Cal <calendar-notification@cal.example>
        Subject: Invitation: Dinner @ Fri 20:00
        Content-Type: multipart/mixed; boundary=b
        Auto-Submitted: auto-generated

        --b
        Content-Type: text/calendar; charset=UTF-8; method=REQUEST

        BEGIN:VCALENDAR
        END:VCALENDAR
        --b--
        == invitation
        From: Eva <eva@firma.example>
        Subject: Abgesagt: Jour fixe
        Content-Type: text/calendar; charset="utf-8"; method="CANCEL"

        BEGIN:VCALENDAR
        END:VCALENDAR
        == invitation
        From: Noor <noor@nl.example>
        Subject: Declined: Afspraak
        Content-Type: text/calendar; method=reply

        BEGIN:VCALENDAR
        END:VCALENDAR
        == invitation
        From: Rooms <rooms@work.example>
        Subject: New time proposed
        Content-Type: text/calendar; method=COUNTER

        BEGIN:VCALENDAR
        END:VCALENDAR
        == bounce
        From: Mail Delivery System <MAILER-DAEMON@mx.example>
        Return-Path: <>
        Subject: Undelivered Mail Returned to Sender
        Content-Type: multipart/report; report-type=delivery-status; boundary=b
        Auto-Submitted: auto-replied

        --b
        Content-Type: text/plain

        User unknown.
        --b
        Content-Type: message/delivery-status

        Action: failed
        --b--
        == bounce
        From: MAILER-DAEMON@qmail.example
        Return-Path: <>
        Subject: failure notice
        == bounce
        From: Mail Delivery Subsystem <mailer-daemon@big.example>
        Subject: Delivery Status Notification (Failure)
        X-Failed-Recipients: nobody@nowhere.example
        Auto-Submitted: auto-replied
        == bounce
        From: postmaster@outlook.example
        Subject: Undeliverable: lunch
        Content-Type: multipart/report; report-type=delivery-status; boundary=b
        Auto-Submitted: auto-replied

        --b
        Content-Type: text/plain

        It could not be delivered.
        --b--
        == bounce
        From: Mail Delivery System <Mailer-Daemon@exim.example>
        Subject: Warning: message 1abc delayed 24 hours
        Auto-Submitted: auto-replied
        Return-Path: <>
        == bounce
        From: Postmaster <postmaster@firma.example>
        Return-Path: <>
        Subject: Unzustellbar: Angebot
        == receipt
        From: Pump Shop <no-reply@pumpshop.example>
        Subject: Your order #48213 has shipped
        == receipt
        From: Rail <tickets@rail.example>
        Subject: Booking confirmation QX7TRA: London to York
        == receipt
        From: Hotel Lindenhof <reservierung@lindenhof.example>
        Subject: Ihre Buchung im Hotel Lindenhof

        Buchungsnummer: 88121
        == receipt
        From: auto-confirm@bigshop.example
        Subject: Your bigshop.example order of "USB cable"
        == receipt
        From: Taxi <noreply@taxi.example>
        Subject: Your Tuesday morning trip

        Receipt number 7781. Total 12.40 EUR
        == receipt
        From: service@payments.example
        Subject: Receipt for your payment to Reed & Sons
        List-Unsubscribe: <https://payments.example/u>
        == receipt
        From: Energie AG <rechnung@energie.example>
        Subject: Ihre Abrechnung fuer 2025 liegt bereit
        == receipt
        From: Boulangerie <commandes@boulangerie.example>
        Subject: Confirmation de votre commande
        == receipt
        From: SNR <ne-pas-repondre@snr.example>
        Subject: Votre billet Paris - Lyon
        == receipt
        From: Tienda <pedidos@tienda.example>
        Subject: Tu pedido 5512 ha sido enviado
        == receipt
        From: Libri <noreply@libri.example>
        Subject: Conferma ordine n. 7781
        == receipt
        From: Loja <naoresponda@loja.example>
        Subject: O seu pedido foi entregue
        == receipt
        From: Winkel <noreply@winkel.example>
        Subject: Bestelbevestiging van je bestelling

        Bestelnummer 9912
        == receipt
        From: Butik <order@butik.example>
        Subject: Orderbekräftelse 33121
        == receipt
        From: Parcel <noreply@parcel.example>
        Subject: Your parcel is out for delivery
        Auto-Submitted: auto-generated
        == receipt
        From: App Store <no_reply@email.fruit.example>
        Subject: Your receipt from Fruit
        == receipt
        From: Hosting <billing@hosting.example>
        Subject: Invoice INV-2026-0311 from Hosting
        X-Auto-Response-Suppress: All
        == receipt
        From: Airline <noreply@air.example>
        Subject: E-ticket and itinerary ABC123
        == receipt
        From: Paketdienst <noreply@paket.example>
        Subject: Ihr Paket kommt heute
        == receipt
        From: Streaming <info@stream.example>
        Subject: Payment confirmation
        List-Unsubscribe: <https://stream.example/u>
        == receipt
        From: Restaurant <bookings@eat.example>
        Subject: Reservation confirmed for 4 on Friday
        == receipt
        From: Telefon <rechnungen@telefon.example>
        Subject: Deine Rechnung ist da
        """;
}
