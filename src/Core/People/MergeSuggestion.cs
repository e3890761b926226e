namespace InboxMind.Core.People;

/// <summary>Addresses that may be one person's.</summary>
/// <param name="Addresses">Two, in lower case.</param>
/// <param name="Evidence">What speaks for it.</param>
public sealed record MergeSuggestion(IReadOnlyList<string> Addresses, IReadOnlyList<MergeEvidence> Evidence);

/// <summary>Something that speaks for two addresses being one person's.</summary>
/// <param name="Kind">What.</param>
/// <param name="Detail">The name or the part that is the same, or the subject of the mail that shows it.</param>
/// <param name="Mail">The mail that shows it; null when none alone does.</param>
public sealed record MergeEvidence(MergeEvidenceKind Kind, string Detail, EmailId? Mail);

/// <summary>What speaks for two addresses being one person's.</summary>
public enum MergeEvidenceKind
{
    /// <summary>Both are called the same, by a name of two words or more.</summary>
    SameName,

    /// <summary>What stands before the @ is the same, and it is no name of an office.</summary>
    SameLocalPart,

    /// <summary>What the owner wrote to one was answered by the other, whom it was not sent to.</summary>
    Answered,

    /// <summary>A signature of one names the other.</summary>
    Signature,
}
