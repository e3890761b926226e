namespace InboxMind.Core.Text.Passages;

/// <summary>What a passage of a mail is.</summary>
public enum PassageKind
{
    /// <summary>What the sender of the mail wrote.</summary>
    New,

    /// <summary>A line that says whose words follow ("On 3 May, Anna wrote:"), or the header fields above them.</summary>
    Introduction,

    /// <summary>Words of an earlier mail.</summary>
    Quoted,

    /// <summary>Words of a mail that is passed on.</summary>
    Forwarded,

    /// <summary>Name and contact data below the words of whoever wrote them.</summary>
    Signature,

    /// <summary>What a company, a list or a program puts below every mail.</summary>
    Footer,
}
