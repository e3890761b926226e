using InboxMind.Core.Counting;
using InboxMind.Core.Index;
using InboxMind.Core.Index.Conditions;
using InboxMind.Core.Mail.Threads;
using InboxMind.Core.Search;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Exact;

/// <summary>Finds all mails that a question asks for: people and days by the heads of all mail, words by the index.</summary>
public sealed class FindExactly(CountMail count, MailCopies copies, IMailIndex index, SearchMail search)
{
    /// <summary>Mails looked at to tell which thread is meant.</summary>
    private const int Depth = 20;

    /// <summary>Finds them.</summary>
    /// <returns>Null when the question cannot be put as conditions on mail, so that another answer is better.</returns>
    internal async Task<FoundMails?> FindAsync(
        Owner owner, MailRegister register, ExactQuestion question, IReadOnlyList<(AskedPerson Asked, PersonMatch? Match)> people,
        Question asked, CancellationToken cancellation)
    {
        var how = new List<string>();
        var query = Conditions(register, question, people, asked, how);
        var among = await count.SelectAsync(owner, register, query, cancellation);
        var isCertain = true;
        foreach (var phrase in question.Phrases)
            among = await WithPhraseAsync(owner, phrase, among, how, cancellation);
        if (question.Topic.Count > 0 && (question.Topic.Count > question.Vague || question.Phrases.Count == 0))
        {
            if (question is { IsOfThread: true, Phrases.Count: 0 })
                among = await ThreadAsync(owner, register, question, among, how, cancellation);
            else if (question.Phrases.Count == 0 && among.Count > 0)
            {
                if (await AboutAsync(owner, register, question, among, how, cancellation) is not var (found, isWhole))
                    return null;
                (among, isCertain) = (found, isWhole);
            }
        }

        foreach (var name in question.Named)
            among = await NamingAsync(owner, name, among, how, cancellation);
        var once = await copies.WithoutAsync(owner, among, cancellation);
        return new FoundMails(once, among.Count - once.Count, how, isCertain);
    }

    private static MailQuery Conditions(
        MailRegister register, ExactQuestion question, IReadOnlyList<(AskedPerson Asked, PersonMatch? Match)> people, Question asked,
        List<string> how)
    {
        var conditions = new List<PersonCondition>();
        foreach (var (person, match) in people)
        {
            var addresses = person.IsMe ? [.. register.Own] : match?.Addresses ?? [];
            conditions.Add(new PersonCondition(person.Part, addresses));
            how.Add($"{person.Part.ToString().ToLowerInvariant()}:{Text(person, match)}");
        }

        // A day that may be read in two ways counts in the first.
        var filter = asked.Filter;
        if (question.Days is [var first, ..])
        {
            var last = question.Days.Where(d => d.Start >= first.Start + first.Length).Select(static d => d.Days).LastOrDefault(first.Days);
            var (from, to) = (first.Days.First < last.First ? first.Days.First : last.First, first.Days.Last > last.Last
                ? first.Days.Last : last.Last);
            how.Add(from == to ? $"on:{from:yyyy-MM-dd}" : $"after:{from:yyyy-MM-dd} before:{to.AddDays(1):yyyy-MM-dd}");
            filter = filter with
            {
                Since = Later(filter.Since, LocalDay.StartOf(from, asked.Zone)),
                Until = Earlier(filter.Until, LocalDay.StartOf(to.AddDays(1), asked.Zone)),
            };
        }

        if (question.HasAttachment)
        {
            how.Add("has:attachment");
            filter = filter with { HasAttachments = true };
        }

        if (question.IsUnread)
            how.Add("is:unread");
        return new MailQuery
        {
            People = conditions,
            Words = SearchQuery.Empty with
            {
                Filter = filter,
                Where = question.IsUnread ? new NotOf(new HasFlag(MailFlags.Seen)) : null,
            },
        };
    }

    private static string Text(AskedPerson person, PersonMatch? match)
    {
        if (person.IsMe)
            return "me";
        if (match is null)
            return $"\"{person.Name}\"";
        var more = match.Addresses.Count > 3 ? $" and {match.Addresses.Count - 3} more" : "";
        return $"{person.Name} ({string.Join(", ", match.Addresses.Take(3))}{more})";
    }

    private async Task<MailHeads> WithPhraseAsync(
        Owner owner, string phrase, MailHeads among, List<string> how, CancellationToken cancellation)
    {
        var inSubject = among.FindAll(h => $" {string.Join(' ', Words.Split(h.Subject).Select(static w => w.Text))} "
            .Contains($" {phrase} ", StringComparison.Ordinal));
        if (inSubject.Count > 0)
        {
            how.Add($"subject:\"{phrase}\"");
            return inSubject;
        }

        how.Add($"\"{phrase}\"");
        return await WithinAsync(owner, new HasWords(MailFields.All, phrase, IsBeginning: false), among, cancellation);
    }

    /// <summary>The mails about the topic: by their subjects, else by their texts.</summary>
    private async Task<(MailHeads Mails, bool IsWhole)?> AboutAsync(
        Owner owner, MailRegister register, ExactQuestion question, MailHeads among, List<string> how, CancellationToken cancellation)
    {
        var (topic, vague) = (question.Topic, question.Vague);
        if (SubjectTopic.Find(topic, vague, among, register.Newest, question.IsOfSubject) is var (words, mails))
        {
            how.Add($"subject:({string.Join(' ', words)})");
            return (mails, words.Count >= topic.Count - vague);
        }

        if (question.IsOfSubject)
        {
            how.Add($"subject:({string.Join(' ', topic)})");
            return (among.Where(static _ => false), true);
        }

        var telling = topic.Take(topic.Count - vague).ToList();
        if (telling.Count == 0)
            return question.People.Count + question.Days.Count > 0 ? (among, true) : null;
        var all = new AllOf([.. telling.Select(static w => new HasWords(MailFields.All, w, IsBeginning: false))]);
        var holding = await WithinAsync(owner, all, among, cancellation);
        if (holding.Count > 0 || question.IsUnsure == false)
        {
            how.Add(string.Join(' ', telling));
            return (holding, true);
        }

        return null;
    }

    /// <summary>The mails of the thread that the words mean.</summary>
    private async Task<MailHeads> ThreadAsync(
        Owner owner, MailRegister register, ExactQuestion question, MailHeads among, List<string> how, CancellationToken cancellation)
    {
        var words = string.Join(' ', question.Topic);
        var query = SearchQuery.Empty with { Text = words, Any = question.Topic };
        var filter = MailFilter.None with
        {
            Since = among.Count > 0 ? among[^1].Date : null,
            Until = among.Count > 0
            ? among[0].Date.AddSeconds(1) : null
        };
        var hits = await search.FindAsync(owner, query, [filter], Depth, cancellation);
        var ids = hits.Select(static h => h.Mail.Message.Id).ToHashSet();
        ids.IntersectWith(among.FindAll(h => ids.Contains(h.Id)).Select(static h => h.Id));
        var best = hits.Where(h => ids.Contains(h.Mail.Message.Id)).GroupBy(static h => ThreadSubject.Base(h.Mail.Message.Subject))
            .MaxBy(static g => g.Sum(static h => h.Hit.Score))?.Key;
        if (best is null)
            return among.Where(static _ => false);
        var threads = among.Where(h => ThreadSubject.Base(h.Subject) == best).Select(static h => h.Thread).ToHashSet();
        how.Add($"the thread \"{best}\"");
        return among.FindAll(h => threads.Contains(h.Thread) || ThreadSubject.Base(h.Subject) == best);
    }

    private async Task<MailHeads> NamingAsync(
        Owner owner, string name, MailHeads among, List<string> how, CancellationToken cancellation)
    {
        var words = Words.Split(name).Select(static w => w.Text).ToList();
        how.Add(string.Join(' ', words));
        return await WithinAsync(
            owner, new AllOf([.. words.Select(static w => new HasWords(MailFields.Subject | MailFields.Text, w, IsBeginning: false))]),
                among,
            cancellation);
    }

    private async Task<MailHeads> WithinAsync(
        Owner owner, MailCondition condition, MailHeads among, CancellationToken cancellation)
    {
        if (among.Count == 0)
            return among;
        var found = (await index.ListAsync(
            owner, SearchQuery.Empty with { Where = condition }, null, new MailRange(null, 0, int.MaxValue), cancellation))
            .Select(static p => p.Id).ToHashSet();
        return among.FindAll(h => found.Contains(h.Id));
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one : other;
}
