namespace InboxMind.Core.Counting;

/// <summary>What mails are counted by.</summary>
public enum TallyBy
{
    /// <summary>All together.</summary>
    None,

    /// <summary>The first sender's address.</summary>
    Sender,

    /// <summary>Each recipient's address: a mail to three people counts for each of them.</summary>
    Recipient,

    Day,
    Month,
    Year,

    /// <summary>The thread.</summary>
    Thread,
}
