using InboxMind.Core.Counting;

namespace InboxMind.Core.People;

/// <summary>All that an owner's mail says of somebody.</summary>
/// <param name="Person">Who it is.</param>
/// <param name="OpenThreads">Threads in which an answer is waited for: theirs, or the owner's to them.</param>
/// <param name="Phones">Telephone numbers from their signatures, the newest first.</param>
/// <param name="Merges">What the user said of their addresses.</param>
/// <param name="Suggestions">Other addresses that may be theirs.</param>
/// <param name="Others">Others whom the name means as well, when a name was asked for.</param>
public sealed record PersonCard(
    Person Person, IReadOnlyList<OpenThread> OpenThreads, IReadOnlyList<PhoneNumber> Phones, IReadOnlyList<PersonMerge> Merges,
    IReadOnlyList<MergeSuggestion> Suggestions, IReadOnlyList<Person> Others);
