using InboxMind.Core.Text;

namespace InboxMind.Testing;

/// <summary>Short mails in eight languages, each with a question that uses its words in other forms than the mail does.</summary>
public static class LanguageMails
{
    /// <summary>A mail.</summary>
    /// <param name="Language">Its language.</param>
    /// <param name="Text">What it says.</param>
    /// <param name="Asked">Words of it in other forms, as one would search for it.</param>
    /// <param name="Question">The same as a question.</param>
    public sealed record One(TextLanguage Language, string Text, string Asked, string Question);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<One> All { get; } =
    [
        new(TextLanguage.English, "We have signed the lease for the boathouse and you will get the keys on Friday.", "boathouses lease",
            "When do we get the key of the boathouse?"),
        new(TextLanguage.English, "The invoices for both pumps were paid on Tuesday, please send us the receipt.", "invoice pump",
            "Has the invoice of the pump been paid?"),
        new(TextLanguage.German, "Anbei die Rechnung für das neue Segel, bitte überweisen Sie den Betrag bis Monatsende.",
            "Rechnungen Segeln",
            "Wann sind die Rechnungen für neue Segel fällig?"),
        new(TextLanguage.German, "Der Mietvertrag ist unterschrieben, wir bringen die Schlüssel am Freitag vorbei.", "Mietverträge",
            "Wer hat die Mietverträge unterschrieben?"),
        new(TextLanguage.German, "Die Besprechung mit den Lieferanten wurde auf Montag verschoben.", "Besprechungen Lieferant",
            "Welche Besprechungen mit dem Lieferant wurden verschoben?"),
        new(TextLanguage.German, "Unsere Angebote für die Häuser am Deich liegen bei, der Preis gilt bis Mai.", "Angebot Haus",
            "Was kostet laut Angebot das Haus am Deich?"),
        new(TextLanguage.German, "Das Handbuch der Pumpe liegt im Büro, die Kollegin schickt es Ihnen.", "Handbücher Pumpen",
            "Wo sind die Handbücher für unsere Pumpen?"),
        new(TextLanguage.French, "Vous trouverez ci-joint les factures de la voilerie, merci de les régler avant la fin du mois.",
            "facture voileries",
            "Quand faut-il régler la facture de la voilerie ?"),
        new(TextLanguage.French, "Le contrat est signé et nous vous remettrons la clé vendredi.", "contrats clés",
            "Qui a signé les contrats ?"),
        new(TextLanguage.French, "Les travaux du canal sont reportés, le chantier commence en mai.", "travail canaux",
            "Quand est-ce que les chantiers des canaux commencent ?"),
        new(TextLanguage.French, "Notre réunion annuelle avec les fournisseurs aura lieu lundi.", "réunions fournisseur",
            "Quand ont lieu les réunions avec le fournisseur ?"),
        new(TextLanguage.French, "Votre commande a été expédiée hier et le colis arrive demain.", "commandes colis expédié",
            "Quand les commandes sont-elles expédiées ?"),
        new(TextLanguage.Spanish, "Le enviamos adjuntas las facturas de la reparación del motor para que las pague este mes.",
            "factura reparaciones",
            "¿Cuándo hay que pagar la factura de las reparaciones?"),
        new(TextLanguage.Spanish, "La reunión con el proveedor se ha aplazado hasta el lunes.", "reuniones proveedores",
            "¿Por qué se han aplazado las reuniones con los proveedores?"),
        new(TextLanguage.Spanish, "Hemos firmado el contrato y les daremos las llaves del almacén el viernes.", "contratos llave",
            "¿Quién tiene la llave del almacén?"),
        new(TextLanguage.Spanish, "El pedido llegó ayer pero faltaba una caja con los tornillos.", "pedidos tornillo",
            "¿Qué faltaba en los pedidos de tornillos?"),
        new(TextLanguage.Italian, "In allegato le fatture della veleria, vi preghiamo di pagarle entro la fine del mese.",
            "fattura allegati",
            "Quando va pagata la fattura della veleria?"),
        new(TextLanguage.Italian, "Il contratto è stato firmato e vi daremo le chiavi venerdì.", "contratti chiave",
            "Chi ha firmato i contratti?"),
        new(TextLanguage.Italian, "La riunione con i fornitori è stata rinviata a lunedì.", "riunioni fornitore",
            "Perché le riunioni con il fornitore sono rinviate?"),
        new(TextLanguage.Italian, "Il vostro ordine è stato spedito ieri con il corriere.", "ordini spediti",
            "Con chi sono stati spediti gli ordini?"),
        new(TextLanguage.Portuguese, "Seguem em anexo as faturas da oficina, por favor pague até ao fim do mês.", "fatura oficinas",
            "Quando temos de pagar a fatura da oficina?"),
        new(TextLanguage.Portuguese, "A reunião com os fornecedores foi adiada para segunda-feira.", "reuniões fornecedor",
            "Porque foram adiadas as reuniões com o fornecedor?"),
        new(TextLanguage.Portuguese, "O contrato está assinado e entregamos as chaves na sexta-feira.", "contratos chave",
            "Quem tem a chave depois dos contratos assinados?"),
        new(TextLanguage.Portuguese, "A viagem ao porto custa mais este ano por causa do combustível.", "viagens portos",
            "Quanto custam as viagens aos portos?"),
        new(TextLanguage.Dutch, "Bijgaand de factuur voor het nieuwe zeil, wilt u deze voor het einde van de maand betalen?",
            "facturen zeilen",
            "Wanneer moeten we de facturen voor de zeilen betalen?"),
        new(TextLanguage.Dutch, "De afspraak met de leverancier is verzet naar maandag.", "afspraken leveranciers",
            "Waarom zijn de afspraken met de leveranciers verzet?"),
        new(TextLanguage.Dutch, "Uw brieven over de huizen aan de dijk hebben wij ontvangen.", "brief huis",
            "Wie heeft de brief over het huis ontvangen?"),
        new(TextLanguage.Dutch, "De rekening van de werf is nog niet betaald, kunt u dit nakijken?", "rekeningen werven",
            "Welke rekeningen zijn nog niet betaald?"),
        new(TextLanguage.Swedish, "Bifogat finns fakturan för det nya seglet, vänligen betala före månadens slut.", "fakturor segel",
            "När ska vi betala fakturorna för seglen?"),
        new(TextLanguage.Swedish, "Avtalet är undertecknat och ni får nycklarna på fredag.", "avtal nyckel",
            "Vem har undertecknat avtalen?"),
        new(TextLanguage.Swedish, "Mötet med leverantören har flyttats till måndag.", "möten leverantörer",
            "Varför har mötena med leverantörerna flyttats?"),
        new(TextLanguage.Swedish, "Vi har beställt två pumpar till båten och de kommer i maj.", "pump båtar",
            "När kommer pumparna till båtarna?"),
    ];
}
