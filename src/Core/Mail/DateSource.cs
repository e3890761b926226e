namespace InboxMind.Core.Mail;

/// <summary>Where a message's date comes from.</summary>
public enum DateSource
{
    /// <summary>Its own Date (RFC 5322, 3.6.1).</summary>
    Header,

    /// <summary>The newest Received field with a date that can be believed: it has no Date that can.</summary>
    Received,

    /// <summary>Neither: what the mail server, the line above it in an mbox, or the file says. It may be far off.</summary>
    Storage,
}
