using InboxMind.Core.Counting;
using InboxMind.Core.People;

namespace InboxMind.Api.People;

/// <summary>A page of people, the most mail from and to them first. <c>next_skip</c> is null on the last page.</summary>
public sealed record PeopleResponse(IReadOnlyList<PersonItem> People, int? NextSkip, int Total);

/// <summary>Somebody. <c>id</c> is the address used most; <c>from</c> counts mails they sent, <c>to</c> those that the user sent them,
/// <c>mails</c> those in which they have any part. <c>is_automatic</c> is true of what is no person.</summary>
public sealed record PersonItem(
    string Id, string Name, IReadOnlyList<string> Names, IReadOnlyList<string> Addresses, int From, int To, int Mails, DateTime First,
    DateTime Last, PersonMail LastMail, bool IsMe, bool IsAutomatic)
{
    /// <summary>Names of somebody in an answer.</summary>
    private const int MaxNames = 20;

    public static PersonItem Of(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new PersonItem(
            person.Addresses[0], person.Name, [.. person.Names.Take(MaxNames)], person.Addresses, person.From, person.To, person.Mails,
            person.First.UtcDateTime, person.Last.Date.UtcDateTime, PersonMail.Of(person.Last), person.IsMe, person.IsAutomatic);
    }
}

/// <summary>A mail, as far as it is named here.</summary>
public sealed record PersonMail(string EmailId, string ThreadId, string Subject, string Sender, DateTime Date)
{
    internal static PersonMail Of(MailHead head) =>
        new(head.Id.Value, head.Thread.Value, head.Subject, head.Sender.ToString(), head.Date.UtcDateTime);
}

/// <summary>All that the mail says of somebody. <c>others</c> are those whom the name means as well.</summary>
public sealed record PersonResponse(
    PersonItem Person, IReadOnlyList<PersonThread> OpenThreads, IReadOnlyList<PersonPhone> Phones, IReadOnlyList<MergeItem> Merges,
    IReadOnlyList<MergeSuggestionItem> Suggestions, IReadOnlyList<PersonItem> Others)
{
    public static PersonResponse Of(PersonCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return new PersonResponse(
            PersonItem.Of(card.Person),
            [.. card.OpenThreads.Select(static t => new PersonThread(PersonMail.Of(t.Asked), t.IsMine ? "me" : "them"))],
            [.. card.Phones.Select(static p => new PersonPhone(p.Number, p.Label, p.Mail.Value, p.Date.UtcDateTime))],
            [.. card.Merges.Select(MergeItem.Of)], [.. card.Suggestions.Select(MergeSuggestionItem.Of)],
            [.. card.Others.Select(PersonItem.Of)]);
    }
}

/// <summary>A thread in which an answer is waited for: the mail that asks, and whose answer it is, <c>me</c> or <c>them</c>.</summary>
public sealed record PersonThread(PersonMail Asked, string On);

/// <summary>A telephone number as a signature has it, what stands before it, and the newest mail that has it.</summary>
public sealed record PersonPhone(string Number, string Label, string EmailId, DateTime Date);

/// <summary>What the user said of addresses, and what may be said.</summary>
public sealed record MergesResponse(IReadOnlyList<MergeItem> Merges, IReadOnlyList<MergeSuggestionItem> Suggestions)
{
    public static MergesResponse Of(IReadOnlyList<PersonMerge> merges, IReadOnlyList<MergeSuggestion> suggestions) =>
        new([.. merges.Select(MergeItem.Of)], [.. suggestions.Select(MergeSuggestionItem.Of)]);
}

/// <summary>The user's word that addresses are one person's, or with <c>same</c> false that they are not.</summary>
public sealed record MergeItem(string Id, IReadOnlyList<string> Addresses, bool Same, DateTime At)
{
    public static MergeItem Of(PersonMerge merge)
    {
        ArgumentNullException.ThrowIfNull(merge);
        return new MergeItem(merge.Id, merge.Addresses, merge.IsSame, merge.At.UtcDateTime);
    }
}

/// <summary>Two addresses that may be one person's, and what speaks for it.</summary>
public sealed record MergeSuggestionItem(IReadOnlyList<string> Addresses, IReadOnlyList<EvidenceItem> Evidence)
{
    internal static MergeSuggestionItem Of(MergeSuggestion suggestion) => new(
        suggestion.Addresses,
        [.. suggestion.Evidence.Select(static e => new EvidenceItem(EvidenceItem.Name(e.Kind), e.Detail, e.Mail?.Value))]);
}

/// <summary>What speaks for two addresses being one person's: <c>kind</c> is <c>same_name</c>, <c>same_local_part</c>, <c>answered</c> or
/// <c>signature</c>; <c>email_id</c> is the mail that shows it, or null.</summary>
public sealed record EvidenceItem(string Kind, string Detail, string? EmailId)
{
    internal static string Name(MergeEvidenceKind kind) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
