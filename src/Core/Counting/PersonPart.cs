namespace InboxMind.Core.Counting;

/// <summary>The part that a person has in a mail.</summary>
public enum PersonPart
{
    /// <summary>Who sent it.</summary>
    From,

    /// <summary>Who received it: in To, Cc or Bcc.</summary>
    To,

    /// <summary>Either.</summary>
    With,
}
