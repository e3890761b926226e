namespace InboxMind.Core.Counting;

/// <summary>A page of the threads in which an answer is waited for.</summary>
/// <param name="Total">How many there are in all.</param>
/// <param name="Threads">Those of the page, each with the first sentence that asks; empty where none is found.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record OpenThreadPage(int Total, IReadOnlyList<(OpenThread Thread, string Question)> Threads, MailPosition? Next);
