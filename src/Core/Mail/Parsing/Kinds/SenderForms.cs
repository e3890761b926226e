using System.Collections.Frozen;

namespace InboxMind.Core.Mail.Parsing.Kinds;

/// <summary>Addresses that no person writes from, by their form.</summary>
internal static class SenderForms
{
    private static readonly char[] Between = ['-', '_', '.', '+'];

    /// <summary>Whole local parts.</summary>
    private static readonly FrozenSet<string> Whole = (
        "noreply donotreply dontreply neverreply nicht antworten nichtantworten nepasrepondre noresponder naoresponda nonrispondere "
        + "nietbeantwoorden notification notifications notify notifier alert alerts alarm monitoring monitor nagios jenkins cron root "
        + "daemon system systems automated automatic auto autoreply robot bot mailbot updates update status statuspage security "
        + "securityalerts verify verification otp builds ci scanner copier calendarnotification invitations messages digest")
        .Split(' ').ToFrozenSet();

    /// <summary>Beginnings of local parts without the signs between their words.</summary>
    private static readonly string[] Beginnings =
        ["noreply", "donotreply", "dontreply", "nepasrepondre", "noresponder", "naoresponda", "nonrispondere", "nichtantworten"];

    private static readonly FrozenSet<string> Newsletters = (
        "news newsletter newsletters marketing offers offer deals promo promotions promotion campaign campaigns angebote aktion mailing "
        + "mailings")
        .Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> Trade = (
        "order orders bestellung bestellungen commande commandes pedido pedidos ordini shop store billing invoice invoices invoicing "
        + "rechnung rechnungen facturation facturas fatture faktura receipt receipts payment payments zahlung booking bookings buchung "
        + "reservation reservations reservierung ticket tickets shipping shipment versand delivery tracking checkout sales purchases "
        + "subscriptions accounts")
        .Split(' ').ToFrozenSet();

    /// <summary>A machine's address.</summary>
    public static bool IsMachine(string mailbox) =>
        Array.Exists(Beginnings, b => Plain(mailbox).StartsWith(b, StringComparison.Ordinal)) || Whole.Contains(Plain(mailbox))
        || Parts(mailbox).Any(static p => p is "noreply" or "notification" or "notifications" or "alert" or "alerts" or "robot" or "bot"
            or "auto" or "automated");

    /// <summary>An address for newsletters.</summary>
    public static bool IsNewsletter(string mailbox) => Parts(mailbox).Any(Newsletters.Contains);

    /// <summary>An address for orders, bookings or bills. People may answer there.</summary>
    public static bool IsTrade(string mailbox) => Parts(mailbox).Any(Trade.Contains);

    /// <summary>A mail server's address.</summary>
    public static bool IsMailServer(string mailbox) =>
        Plain(mailbox) is "mailerdaemon" or "postmaster" or "maildaemon" or "microsoftexchange";

    private static string Plain(string mailbox) => string.Concat(mailbox.Split(Between));

    private static string[] Parts(string mailbox) => mailbox.Split(Between, StringSplitOptions.RemoveEmptyEntries);
}
