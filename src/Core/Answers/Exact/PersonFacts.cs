using InboxMind.Core.Counting;

namespace InboxMind.Core.Answers.Exact;

/// <summary>What mail says of somebody.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Addresses">Their addresses, the one used most first.</param>
/// <param name="From">How many mails they sent.</param>
/// <param name="To">How many the owner sent them.</param>
/// <param name="Last">The last mail in which they have a part.</param>
/// <param name="First">When the first was written.</param>
/// <param name="Phones">Telephone numbers with what stands before them, and the mail whose signature has each.</param>
/// <param name="OpenThreads">Threads in which an answer is waited for.</param>
public sealed record PersonFacts(
    string Name, IReadOnlyList<string> Addresses, int From, int To, MailHead Last, DateTimeOffset First,
    IReadOnlyList<(string Number, string Label, EmailId Mail)> Phones, IReadOnlyList<OpenThread> OpenThreads);
