using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Counting;

namespace InboxMind.Core.Answers.Exact;

/// <summary>A question for what the store can tell by itself.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="IsGerman">The language of the answer; else it is English.</param>
internal sealed record ExactQuestion(ExactKind Kind, bool IsGerman)
{
    /// <summary>Senders and recipients.</summary>
    public IReadOnlyList<AskedPerson> People { get; init; } = [];

    /// <summary>Names that have to stand in the mail, whoever sent it: "the reports of John Hardy".</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>Folded words, one after the other, that stood in quotes or brackets.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>Folded words for what the mails are about, those that may be only words for mail last.</summary>
    public IReadOnlyList<string> Topic { get; init; } = [];

    /// <summary>How many of <see cref="Topic"/>, at its end, may be only words for mail ("documents").</summary>
    public int Vague { get; init; }

    public IReadOnlyList<DayMention> Days { get; init; } = [];

    /// <summary>Whether the words have to stand in the subject.</summary>
    public bool IsOfSubject { get; init; }

    /// <summary>Whether it is about one thread.</summary>
    public bool IsOfThread { get; init; }

    /// <summary>Whether it may be about something else than mail, unless somebody it names wrote or got some.</summary>
    public bool IsUnsure { get; init; }

    public bool IsUnread { get; init; }

    public bool HasAttachment { get; init; }

    /// <summary>What the number is wanted by: sender, month or year.</summary>
    public TallyBy By { get; init; }
}
