namespace InboxMind.Core.Answers.Exact;

/// <summary>What is asked of the mails that meet the conditions.</summary>
internal enum ExactKind
{
    /// <summary>How many.</summary>
    Count,

    /// <summary>How many people wrote them, and who.</summary>
    CountPeople,

    /// <summary>Which.</summary>
    List,

    /// <summary>Who wrote them.</summary>
    People,

    /// <summary>Who wrote most of them.</summary>
    MostSent,

    /// <summary>To whom most of them went.</summary>
    MostReceived,

    /// <summary>In which month most were written.</summary>
    BusiestMonth,

    /// <summary>When the first was written.</summary>
    First,

    /// <summary>When the latest was written.</summary>
    Latest,

    /// <summary>When it was written: the first, and the latest too if there are several.</summary>
    When,

    /// <summary>What the amounts in them add up to.</summary>
    Sum,

    /// <summary>Their attachments.</summary>
    Attachments,

    /// <summary>The address that somebody writes from.</summary>
    Address,

    /// <summary>Whether there is one that answers.</summary>
    Replied,

    /// <summary>What waits for an answer of the owner.</summary>
    WaitingForMe,

    /// <summary>Whose answer the owner waits for.</summary>
    WaitingForThem,
}
