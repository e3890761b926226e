using InboxMind.Core.Counting;

namespace InboxMind.Core.Answers.Exact;

/// <summary>Somebody that a question names as sender or recipient.</summary>
/// <param name="Part">The part they have.</param>
/// <param name="Name">As written; "me" for the owner.</param>
/// <param name="IsMe">Whether it is the owner.</param>
internal sealed record AskedPerson(PersonPart Part, string Name, bool IsMe = false);
