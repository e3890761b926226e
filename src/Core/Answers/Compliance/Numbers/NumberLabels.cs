using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Compliance.Numbers;

/// <summary>What the words around a number say that it is: the same digits are a card's, a parcel's or a telephone's.</summary>
internal static partial class NumberLabels
{
    /// <summary>Characters looked at before and behind a number.</summary>
    private const int Near = 60;

    /// <summary>What is numbered and is none of a person's secrets.</summary>
    private const string Things =
        @"(?:orders?|purchase|po|imei(?:sv|/meid)?|imsi|iccid|meid|eid|esn|tracking|track|tickets?|issue|bug|incident|invoice|receipt"
            + @"|case|ref(?:erence)?|serial|s/n|sn|part|p/n|item|sku"
        + @"|article|product|model|customer|contract|booking|reservation|confirmation|shipment|shipping|parcel|consignment|package"
        + @"|delivery|awb|waybill|container"
        + @"|transaction|txn|trace|message|request|job|batch|lot|uuid|guid|id|bar ?code|ean|upc|gtin|sscc|isbn|issn|asin|doi|meter|device"
        + @"|asset|(?:asset|service|bag|baggage|luggage|rfid)[- ]tag|policy|docket|flight|warranty|certificate|voucher|permit"
        + @"|rfc|build|version|v|release|commit|vin"
        + @"|patent|page|line|port|row|timestamp|epoch|loyalty|frequent flyer|member(?:ship)?|library|pnr|rma|quote|quotation|claim"
        + @"|account id|vat|usage|reading|checksum|hash"
        + @"|\w{0,20}(?:bestell|auftrags?|rechnungs?|kunden|sendungs?|paket|vorgangs?|artikel|vertrags?|serien|zähler|buchungs?"
        + @"|fahrgestell|geräte|mitglieds?|bearbeitungs?|ticket|referenz|material|lieferschein)(?:[- ]?(?:nummer|nr|no|id))?"
        + @"|bestellung|auftrag|rechnung|sendung|paket|vorgang|aktenzeichen|az|vertrag|commande|facture|colis|suivi|dossier|pedido"
        + @"|factura|seguimiento|envío"
        + @"|ordine|fattura|spedizione|tracciamento|bestelling|factuur|zending|beställning|faktura|paczka|zamówienie|encomenda|fatura"
        + @"|kvittering|ordre(?:nummer)?|objednávka|rendelés|sipariş|comanda|narudžba|код заказа|заказ)";

    /// <summary>Whether the words right before a number say that it counts things.</summary>
    public static bool NamesAThing(string text, int start) => ThingAtEnd().IsMatch(Before(text, start));

    /// <summary>Whether they say so with the word "number" or the like.</summary>
    public static bool NamesANumber(string text, int start) => ThingAtEnd().Match(Before(text, start)).Groups["called"].Success;

    /// <summary>Whether what stands right behind a number says what thing it counts: "is the order number", "(tracking number)".</summary>
    public static bool NamesAThingBehind(string text, int end) => ThingBehind().IsMatch(After(text, end));

    /// <summary>Whether a unit stands right behind a number.</summary>
    public static bool IsAmount(string text, int end) => Unit().IsMatch(After(text, end));

    /// <summary>Whether a kind of card is named near by; to pay is not enough.</summary>
    public static bool NamesCards(string text, int start, int end) =>
        CardName().IsMatch(Before(text, start)) || CardName().IsMatch(After(text, end));

    /// <summary>Whether something that is numbered is named in the same clause.</summary>
    public static bool MentionsAThing(string text, int start) => Thing().IsMatch(Before(text, start));

    /// <summary>Whether payment cards are spoken of near by.</summary>
    public static bool SpeaksOfCards(string text, int start, int end) =>
        Card().IsMatch(Before(text, start)) || Card().IsMatch(After(text, end));

    /// <summary>Whether what stands before says that a telephone is called.</summary>
    public static bool SpeaksOfPhones(string text, int start, int end) => Phone().IsMatch(Before(text, start)) || PhoneBehind()
        .IsMatch(After(text, end));

    /// <summary>Whether the number belongs to an address of the web.</summary>
    public static bool IsInUrl(string text, int start)
    {
        var from = start;
        while (from > 0 && start - from < 300 && !char.IsWhiteSpace(text[from - 1]) && text[from - 1] is not ('<' or '>' or '"'))
            from--;
        return text.AsSpan(from, start - from).Contains("://", StringComparison.Ordinal) || text.AsSpan(from, start - from)
            .StartsWith("www.");
    }

    private static string Before(string text, int start)
    {
        var from = Math.Max(0, start - Near);
        var line = text.LastIndexOf('\n', Math.Max(0, start - 1), Math.Max(0, start - from));

        // A label may stand alone in the line above.
        if (line >= 0 && !string.IsNullOrWhiteSpace(text[(line + 1)..start]))
            from = line + 1;
        return text[from..start];
    }

    private static string After(string text, int end)
    {
        var length = Math.Min(Near / 2, text.Length - end);
        var line = text.IndexOf('\n', end, length);
        return text.Substring(end, line < 0 ? length : line - end);
    }

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}])" + Things
        + @"(?<called>[- ]?(?:numbers?|numéro|número|numero|nummer|num|no|nr|id|code|key|n)(?![\p{L}]))?[.°º]?\s{0,3}"
        + @"(?:is|was|are|ist|lautet|:|#|=|\(|-)?\s{0,3}[""'(#\[]{0,2}\s{0,2}(?:[\w./-]{0,20}\d[\w./-]{0,20}(?:,| and| und| et"
        + @"| y| or| &|;)\s{1,2}){0,4}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex ThingAtEnd();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])" + Things
        + @"(?![\p{L}])[^.!?]{0,45}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex Thing();

    [GeneratedRegex(
        @"^[ ,]{0,2}(?:[(=-]\s{0,2}|(?:is|was|ist|=)\s{1,2})(?:(?:the|your|our|my|a|an|die|ihre)\s{1,2})?(?:[\p{L}]{2,12}\s)?" + Things
        + @"(?![\p{L}]|[^\n.,;)]{0,8}\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ThingBehind();

    [GeneratedRegex(
        @"^[ ]?(?:units?|pieces|pcs|visit(?:or)?s?|users?|steps?|[km]?wh|lit(?:re|er)s?|ton(?:ne)?s?|people|customers|votes|views|clicks"
            + @"|downloads|copies|items|shares|euros?|dollars?|pounds?|stück|einheiten|personen|bytes|records|rows|lines|hits|words"
        + @"|subscribers|followers|inhabitants|kilometres|kilometers|miles|met(?:re|er)s|orders|requests|messages|mails|passengers"
        + @"|unités|unidades|unità|EUR|USD|GBP|CHF)(?![\p{L}])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Unit();

    private const string CardNames =
        @"card|\w*karte|\bcarte\b|tarjeta|\bcarta\b|cart[ãa]o|kaart|\bkort|\bkarta|карт|カード|卡|카드|บัตร|بطاق|כרטיס|कार्ड|\bthẻ"
            + @"|\bkartu|κάρτα|kártya"
            + @"|\bvisa\b|visa\d|master ?card|\bamex|american express|\bdiscover\b|diners|\bjcb\b"
        + @"|union ?pay|maestro|\bmir\b|\brupay|\bdebit\b";

    [GeneratedRegex(CardNames, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CardName();

    [GeneratedRegex(
        CardNames + @"|\bcvv|\bcvc|\bcvn|\bcsc\b|\bexp(?:iry|ires|\.|:|\b)|valid (?:thru|until)"
        + @"|gültig bis|\bpan\b|\bpay(?:ing|ment)?\b|\bpaid\b|\bcharged?\b|\bbill(?:ed)? (?:it|to|me)\b|bezahl|\bcc(?:num)?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Card();

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}])(?:tel(?:e(?:f|ph)on[eo]?\w{0,10})?|phones?|(?:tele)?phone numbers?|call(?:s|ed|ing)?|dial|ring|mob(?:ile|il)?"
            + @"|cell(?:phone|ular)?|fax|telefax|text|sms|whats ?app|signal|landline|hotline"
        + @"|reach|ruf\w{0,6}|anruf\w{0,4}|handy\w{0,8}|durchwahl|tél(?:éphone)?|portable|móvil|celular|cel|llam\w{0,6}|tlf|tfno|fono|fon"
        + @"|ligue|chiam\w{0,6}|appel\w{0,4}|soita|zadzwo\w{0,4}|zavol\w{0,6}|volej\w{0,3}|τηλ|hív\w{0,4}|gsm|kom(?:órka)?|matkapuhelin"
        + @"|هاتف|جوال|موبايل|تليفون|تلفن|טלפון|נייד|เบอร์|โทร(?:ศัพท์)?|มือถือ|फ\u093C?ोन|\u095Eोन|मोबाइल|ফোন|điện thoại|đt|sđt|di động"
        + @"|telepon|telp|hp|ponsel|手机|手機|携帯|휴대폰|연락처|핸드폰|κινητό|teléfono|cellulare|telefoon\w{0,8}|mobiel|puhelin|telefonu?"
        + @"|контакт|тел(?:ефон)?|電話|电话|전화|bel|contact"
        + @"|numero di|m|t|p|f|h|o|w)(?![\p{L}\p{N}])"
        + @"[^\d\n]{0,32}$|☎|✆|📞|📱",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    [GeneratedRegex(@"^[ ,]{0,2}\(?(?:mobile|mobil|cell|home|work|office|fax|tel|phone|ext|durchwahl|direct)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PhoneBehind();
}
