namespace InboxMind.Core.Mail.Parsing.Kinds;

/// <summary>Tells what kind of mail a message is. The first rule that holds counts; docs/search.md says them in words.</summary>
internal static class KindReader
{
    /// <summary>Characters of the text in which the number of an order is looked for.</summary>
    private const int MaxText = 4_000;

    private static readonly string[] DeliveryWords =
        [" undeliver", " delivery ", " returned mail ", " failure notice ", " unzustellbar ", " mail system ", " nicht zugestellt "];

    /// <summary>The kind.</summary>
    /// <param name="clues">What its headers and parts say.</param>
    /// <param name="text">Its readable text.</param>
    public static MailKind Read(KindClues clues, string text)
    {
        if (IsBounce(clues))
            return MailKind.Bounce;
        if (clues.IsInvitation)
            return MailKind.Invitation;
        if (clues.IsAutomaticReply || clues.IsReport || clues.Precedence == "auto_reply")
            return MailKind.Notice;
        var isMachine = SenderForms.IsMachine(clues.Mailbox);
        if (IsReceipt(clues, isMachine, text))
            return MailKind.Receipt;

        // Programs write to lists, and with their headers, too.
        if (clues.IsAutomatic || (isMachine && !clues.HasUnsubscribe && !clues.IsCampaign && clues.Precedence != "bulk"))
            return MailKind.Notice;
        if (IsDiscussion(clues))
            return MailKind.List;
        if (clues.HasUnsubscribe || clues.HasListId || clues.IsCampaign || clues.Precedence is "bulk" or "junk" or "list"
            || SenderForms.IsNewsletter(clues.Mailbox))
            return MailKind.Bulk;
        return MailKind.Person;
    }

    private static bool IsBounce(KindClues clues) => clues.IsDeliveryReport || clues.HasFailedRecipients
        || (SenderForms.IsMailServer(clues.Mailbox) && !clues.IsReply && (clues.HasNullPath || IsOfDelivery(clues.Subject)));

    private static bool IsOfDelivery(string subject) =>
        Array.Exists(DeliveryWords, w => subject.Contains(w, StringComparison.Ordinal));

    /// <summary>A person may write of orders too: it has to come from a machine.</summary>
    private static bool IsReceipt(KindClues clues, bool isMachine, string text)
    {
        var isTrade = SenderForms.IsTrade(clues.Mailbox);
        var isSentByMachine = isMachine || isTrade || clues.IsAutomatic || clues.IsCampaign || clues.HasUnsubscribe
            || clues.Precedence is "bulk";
        if (!isSentByMachine || clues.IsReply || clues.IsOpenList)
            return false;
        if (TradeWords.AreCertain(clues.Subject))
            return true;
        return (isTrade || (isMachine && !clues.HasUnsubscribe) || TradeWords.AreLikely(clues.Subject))
            && TradeWords.NumberIn(KindClues.Folded(MailLimits.Begin(text, MaxText)));
    }

    /// <summary>People write to it: one can, or somebody answers, or it has no way out that newsletters must have.</summary>
    private static bool IsDiscussion(KindClues clues) => !SenderForms.IsNewsletter(clues.Mailbox)
        && (clues.IsOpenList || (clues.HasListId && (clues.IsReply || !(clues.HasUnsubscribe || clues.IsCampaign)))
            || (clues.Precedence == "list" && !clues.HasUnsubscribe));
}
