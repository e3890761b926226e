using InboxMind.Core.Text;
using MimeKit;

namespace InboxMind.Core.Mail.Parsing.Kinds;

/// <summary>What a mail's headers and parts say of its kind.</summary>
internal sealed record KindClues
{
    /// <summary>Parts that are looked at.</summary>
    private const int MaxParts = 50;

    private readonly Lazy<string> _subject;

    private KindClues(string subject) => _subject = new Lazy<string>(() => Folded(subject));

    /// <summary>The local part of the sender's address, folded; empty when there is none.</summary>
    public required string Mailbox { get; init; }

    /// <summary>The subject, folded, with a space around each word.</summary>
    public string Subject => _subject.Value;

    /// <summary>Whether it answers another mail.</summary>
    public bool IsReply { get; private set; }

    /// <summary>Whether it has List-Id (RFC 2919) or what lists wrote before there was one.</summary>
    public bool HasListId { get; private set; }

    /// <summary>Whether one can write to the list: List-Post (RFC 2369) other than NO, or a header of programs for discussions.</summary>
    public bool IsOpenList { get; private set; }

    /// <summary>List-Unsubscribe (RFC 2369).</summary>
    public bool HasUnsubscribe { get; private set; }

    /// <summary>Headers that programs for campaigns write.</summary>
    public bool IsCampaign { get; private set; }

    /// <summary>Precedence, in lower case.</summary>
    public string Precedence { get; private set; } = "";

    /// <summary>Auto-Submitted (RFC 3834) other than "no", or what says the same.</summary>
    public bool IsAutomatic { get; private set; }

    /// <summary>Whether a machine answered by itself.</summary>
    public bool IsAutomaticReply { get; private set; }

    /// <summary>Return-Path is there and empty (RFC 5321, 4.5.5).</summary>
    public bool HasNullPath { get; private set; }

    /// <summary>X-Failed-Recipients.</summary>
    public bool HasFailedRecipients { get; private set; }

    /// <summary>A report on delivery (RFC 3464), as opposed to one on reading (RFC 8098) or abuse.</summary>
    public bool IsDeliveryReport { get; private set; }

    /// <summary>Any other report (RFC 6522).</summary>
    public bool IsReport { get; private set; }

    /// <summary>A calendar with a method that asks, answers or cancels (RFC 6047).</summary>
    public bool IsInvitation { get; private set; }

    /// <summary>Reads them.</summary>
    public static KindClues Of(MimeMessage message, string subject, MailAddress sender)
    {
        var at = sender.Address.LastIndexOf('@');
        var clues = new KindClues(subject)
        {
            Mailbox = Words.Fold(at < 0 ? sender.Address : sender.Address[..at]),
        };
        foreach (var header in message.Headers)
            clues.Add(header);
        foreach (var part in message.BodyParts.Take(MaxParts))
            clues.Add(part.ContentType);
        if (message.Body?.ContentType is { } type && type.IsMimeType("multipart", "report"))
            clues.Add(type);
        return clues;
    }

    private void Add(Header header)
    {
        switch (header.Id)
        {
            case HeaderId.ListId:
                HasListId = true;
                break;
            case HeaderId.ListPost:
                IsOpenList |= !header.Value.TrimStart().StartsWith("NO", StringComparison.OrdinalIgnoreCase);
                break;
            case HeaderId.ListUnsubscribe:
                HasUnsubscribe = true;
                break;
            case HeaderId.Precedence:
                Precedence = header.Value.Trim().ToLowerInvariant();
                break;
            case HeaderId.AutoSubmitted:
                var how = header.Value.Trim();
                IsAutomatic |= !how.StartsWith("no", StringComparison.OrdinalIgnoreCase);
                IsAutomaticReply |= how.StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase);
                break;
            case HeaderId.InReplyTo:
                IsReply = true;
                break;
            case HeaderId.ReturnPath:
                HasNullPath |= header.Value.Trim() == "<>";
                break;
            case HeaderId.Unknown or HeaderId.XMailer:
                AddByName(header);
                break;
        }
    }

    private void AddByName(Header header)
    {
        switch (header.Field.ToLowerInvariant())
        {
            case "x-beenthere" or "x-mailman-version" or "mailing-list" or "x-google-group-id" or "x-mailing-list" or "x-loop"
                or "x-listname" or "x-listserver":
                HasListId = IsOpenList = true;
                break;
            case "feedback-id" or "x-campaign" or "x-campaignid" or "x-campaign-id" or "x-mc-user" or "x-mailchimp-id" or "x-sg-eid"
                or "x-mailgun-tag" or "x-csa-complaints" or "x-newsletter" or "x-cid" or "x-mailer-recptid" or "x-sfmc-stack"
                or "x-job" or "x-rpcampaign" or "x-klaviyo-message-id":
                IsCampaign = true;
                break;
            case "x-autoreply" or "x-autorespond" or "x-autoresponder" or "x-autogenerated":
                IsAutomatic = IsAutomaticReply = true;
                break;
            case "x-auto-response-suppress" or "x-github-reason" or "x-gitlab-project" or "x-jira-fingerprint" or "x-cron-env"
                or "x-notification-type" or "x-notifications" or "x-bugzilla-reason":
                IsAutomatic = true;
                break;
            case "x-failed-recipients":
                HasFailedRecipients = true;
                break;
        }
    }

    private void Add(ContentType type)
    {
        if (type.IsMimeType("message", "delivery-status") || type.IsMimeType("message", "global-delivery-status"))
            IsDeliveryReport = true;
        else if (type.IsMimeType("multipart", "report"))
        {
            IsReport = true;
            IsDeliveryReport |= string.Equals(type.Parameters["report-type"], "delivery-status", StringComparison.OrdinalIgnoreCase);
        }
        else if (type.IsMimeType("text", "calendar"))
        {
            IsInvitation |= type.Parameters["method"] is { Length: > 0 } method
                && !method.Equals("publish", StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>The words with a space around each.</summary>
    internal static string Folded(string text) => string.Concat(" ", string.Concat(Words.Split(text).Select(static w => w.Text + " ")));
}
