using InboxMind.Core.Search;

namespace InboxMind.Core.Answers.Evidence;

/// <summary>A mail that may hold the answer.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Relevance">How well it fits, 0 to 1.</param>
/// <param name="Text">The part of its text given to the model.</param>
public sealed record EvidenceMail(StoredMail Mail, double Relevance, string Text)
{
    /// <summary>Where in the text the part begins that the search found; 0 when it names none.</summary>
    public int Around { get; init; }

    /// <summary>The attachment that the text is of; null when it is the mail's own.</summary>
    public FoundIn? In { get; init; }

    /// <summary>Whether the mail is so long that only a part of it was looked at.</summary>
    public bool IsShortened { get; init; }

    /// <summary>Whether it is known that later mails of its conversation follow it.</summary>
    public bool IsFollowed { get; init; }
}
