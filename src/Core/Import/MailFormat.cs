namespace InboxMind.Core.Import;

/// <summary>What a file holds.</summary>
internal enum MailFormat
{
    /// <summary>Nothing that looks like mail.</summary>
    None,

    /// <summary>One mail.</summary>
    Message,

    /// <summary>One mail as Apple Mail keeps it: its length, the mail, a property list.</summary>
    Emlx,

    /// <summary>One mail as Outlook saves it in a file (.msg).</summary>
    Outlook,

    /// <summary>Any number of mails, each after a "From " line (RFC 4155).</summary>
    Mbox,

    /// <summary>An mbox compressed by gzip (RFC 1952).</summary>
    GzipMbox,

    /// <summary>A zip archive.</summary>
    Zip,

    /// <summary>A tar archive.</summary>
    Tar,

    /// <summary>A tar archive compressed by gzip.</summary>
    GzipTar,
}
