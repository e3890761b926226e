using System.Text.RegularExpressions;

namespace InboxMind.Core.Mail.Parsing.Kinds;

/// <summary>Words by which mails about orders, bookings, deliveries, bills and payments are told, in eight languages. Texts are folded,
/// with a space around each word.</summary>
internal static partial class TradeWords
{
    /// <summary>A subject that can hardly be about anything else.</summary>
    public static bool AreCertain(string subject) => Certain().IsMatch(subject);

    /// <summary>A subject that may be about it.</summary>
    public static bool AreLikely(string subject) => Likely().IsMatch(subject);

    /// <summary>Whether a text has the number of an order or the like.</summary>
    public static bool NumberIn(string text) => Number().IsMatch(text);

    /// <summary>Whether a question or a query is about it.</summary>
    public static bool AreAskedFor(string text) => AreLikely(KindClues.Folded(text));

    [GeneratedRegex(
        " (?:(?:order|booking|reservation|payment|purchase|shipping|delivery|subscription|trip|flight) (?:confirm(?:ed|ation)|receipt"
            + "|received|complete|details|update|summary)|your (?:[a-z0-9]+ ){0,3}(?:order|receipt|invoice|booking|reservation|purchase|e"
            + "|eticket|ticket|tickets|itinerary|package|parcel|delivery|shipment|payment|refund|bill|statement|subscription)"
            + "|receipt (?:for"
            + "|from)|invoice (?:for|from|no|number|is|(?:[a-z]{1,6} ?)?[0-9]+)|(?:order|booking|reservation) (?:no|number|id"
            + "|[a-z]{0,4}[0-9]{3,})|has "
            + "(?:shipped|been shipped|been dispatched|been delivered)|out for delivery|thanks? (?:you )?for (?:your"
            + "|the) (?:order|purchase"
            + "|payment|booking)|payment (?:to|of|for)|you (?:paid|sent a payment)|e ?ticket|boarding pass"
            + "|(?:bestell|auftrags|buchungs|reservierungs|zahlungs|versand|liefer)[a-z]*(?:bestaetigung|bestatigung|eingang|status)"
            + "|(?:deine|ihre|eure) (?:[a-z0-9]+ ){0,3}(?:bestellung|rechnung|buchung|reservierung|zahlung|sendung|lieferung"
            + "|reise|fahrkarte"
            + "|lastschrift|abrechnung|quittung)|ihr (?:paket|ticket|einkauf|beleg)|rechnung (?:nr|nummer|vom|fuer|fur"
            + "|(?:[a-z]{1,6} ?)?[0-9]+)"
            + "|bestellung (?:nr|nummer|(?:[a-z]{1,6} ?)?[0-9]+)|(?:wurde|ist) (?:versandt|versendet|unterwegs|zugestellt)"
            + "|confirmation de (?:commande|reservation|paiement|votre)|votre (?:commande|facture|reservation|recu|billet|colis"
            + "|paiement|achat)"
            + "|facture (?:no|n|du|numero|(?:[a-z]{1,6} ?)?[0-9]+)|commande (?:no|n|numero|(?:[a-z]{1,6} ?)?[0-9]+)"
            + "|confirmacion de (?:pedido|reserva|pago|compra|tu|su)|(?:tu|su) (?:pedido|factura|reserva|recibo|compra|pago"
            + "|envio|billete)"
            + "|(?:pedido|factura) (?:no|n|numero|(?:[a-z]{1,6} ?)?[0-9]+)"
            + "|conferma (?:d )?(?:ordine|prenotazione|pagamento|dell|della|del)|(?:il tuo|la tua|il suo|la sua) (?:ordine"
            + "|fattura|prenotazione"
            + "|ricevuta|acquisto|pagamento|spedizione|biglietto)|(?:ordine|fattura) (?:n|numero|(?:[a-z]{1,6} ?)?[0-9]+)"
            + "|confirmacao d[aoe] (?:pedido|reserva|pagamento|encomenda|compra|sua|seu)|(?:seu|sua|teu|tua) (?:pedido|fatura"
            + "|reserva|recibo"
            + "|encomenda|compra|pagamento|bilhete)"
            + "|(?:bestelling|boeking|betaling|reservering)s?bevestiging|bevestiging van (?:je|uw|jouw) (?:[a-z]+ )?(?:bestelling|boeking"
            + "|reservering|betaling)|(?:je|uw|jouw) (?:[a-z0-9]+ ){0,2}(?:bestelling|factuur|boeking|pakket|betaling|reservering|bon)"
            + "|factuur (?:nr|nummer|(?:[a-z]{1,6} ?)?[0-9]+)"
            + "|(?:order|boknings|betalnings|leverans)bekraftelse|(?:din|er) (?:[a-z0-9]+ ){0,2}(?:order|bestallning|faktura"
            + "|bokning|betalning"
            + "|leverans|biljett)|kvitto (?:fran|for|pa|[0-9])|faktura (?:nr|fran|(?:[a-z]{1,6} ?)?[0-9]+)) ",
        RegexOptions.CultureInvariant)]
    private static partial Regex Certain();

    [GeneratedRegex(
        " (?:order|orders|receipt|invoice|booking|reservation|itinerary|ticket|tickets|purchase|payment|refund|shipment|shipped|delivery"
            + "|statement|bestellung|rechnung|buchung|reservierung|zahlung|sendung|lieferung|quittung|beleg|abrechnung|commande|facture"
            + "|recu|paiement|colis|billet|pedido|factura|reserva|recibo|compra|pago|envio|ordine|fattura|prenotazione|ricevuta|pagamento"
            + "|spedizione|fatura|encomenda|bilhete|bestelling|factuur|boeking|pakket|betaling|bestallning|faktura|bokning"
            + "|kvitto|biljett) ",
        RegexOptions.CultureInvariant)]
    private static partial Regex Likely();

    [GeneratedRegex(
        " (?:(?:order|booking|invoice|receipt|reservation|confirmation|tracking|transaction) (?:no|nr|number|id|reference|ref|code)"
            + "|(?:bestell|rechnungs|buchungs|auftrags|sendungs|kunden|transaktions|reservierungs)(?:nummer|nr|code)"
            + "|numero d(?:e|i|a|o) (?:commande|facture|reservation|suivi|pedido|factura|reserva|encomenda|fatura)"
            + "|numero (?:ordine|fattura)"
            + "|(?:bestel|factuur|boekings|order|faktura|boknings)(?:nummer)|localizador|pnr) [a-z0-9]*[0-9]",
        RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
