using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Counting;
using InboxMind.Core.Indexing;
using InboxMind.Core.Search;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Exact;

/// <summary>Answers what the store can tell by itself, over all of an owner's mail: how many, which, who, when. No model takes
/// part.</summary>
public sealed class AnswerExactly(
    ReadRegister registers, FindOpenThreads open, FindExactly find, IMailStore store, ReadCoverage coverage,
    DescribeCoverage describe, LinkMail link, ReadAmounts amounts, IPersonFacts persons, TimeProvider time)
{
    /// <summary>Mails told and cited in an answer.</summary>
    private const int MaxCited = 10;

    /// <summary>Answers a question.</summary>
    /// <returns>Null when the question is for another kind of answer.</returns>
    public async Task<Answer?> TryAnswerAsync(Owner owner, Question question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        var start = time.GetTimestamp();
        if (!question.Filter.HasWords && WhoIsQuestion.Read(question.Text) is var (name, isGerman)
            && await WhoIsAsync(owner, name, isGerman, question, start, cancellation) is { } person)
            return person;
        if (await ReadAsync(owner, question, cancellation) is not var (asked, people, found, register, covered))
            return null;
        var writer = new ExactAnswerWriter(register, asked, people, found, question.Zone);
        return writer.Write() is { } told
            ? await AnswerAsync(owner, question, told, found, Reading(asked, found), covered, start, cancellation)
            : null;
    }

    /// <summary>Lists the mails that the answer to a question rests on, page by page, the newest first.</summary>
    /// <returns>Null when the question is for another kind of answer.</returns>
    public async Task<ExactList?> TryListAsync(Owner owner, Question question, MailRange range, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(range);
        if (await ReadAsync(owner, question, cancellation) is not var (asked, people, found, register, covered)
            || new ExactAnswerWriter(register, asked, people, found, question.Zone).Write() is not { } told)
            return null;
        var (page, next) = CountMail.Page(found.Mails, range);
        return new ExactList(
            new ExactAnswer(told.Value, IsExact(found, covered), Reading(asked, found), [], found.Mails.Count)
            {
                Currency = told.Currency,
            }, page, next);
    }

    private static bool IsExact(FoundMails found, IndexCoverage covered) => covered.Pending == 0 && found.IsCertain;

    /// <summary>Reads a question and finds its mails; null when it is for another kind of answer.</summary>
    private async Task<(ExactQuestion Asked, List<(AskedPerson Asked, PersonMatch? Match)> People, FoundMails Found, MailRegister Register,
        IndexCoverage Covered)?> ReadAsync(Owner owner, Question question, CancellationToken cancellation)
    {
        if (!(ExactQuestionReader.MayBe(question.Text) || ExactFollowUp.MayBe(question)) || question.Filter.HasWords)
            return null;
        var covered = await coverage.ReadAsync(owner, cancellation);
        var register = await registers.ReadAsync(owner, cancellation);
        var today = LocalDay.From(time.GetUtcNow(), question.Zone);
        if (ExactFollowUp.Read(question, today, register.People) is not { } asked)
            return null;
        var people = asked.People.Select(p => (Asked: p, Match: p.IsMe ? null : register.People.Find(p.Name))).ToList();
        if (people.Exists(static p => p.Asked.IsMe) && register.Own.Count == 0)
            return null;
        if (asked is { IsUnsure: true, Named.Count: 0 } && !people.Exists(static p => p.Match is not null || p.Asked.IsMe))
            return null;
        if (asked.Kind == ExactKind.Address && people.FindIndex(static p => p.Match is not null) < 0)
        {
            people = [.. asked.Named.Select(n => (new AskedPerson(PersonPart.From, n), register.People.Find(n)))];
            if (!people.Exists(static p => p.Match is not null))
                return null;
        }

        var found = asked.Kind is ExactKind.WaitingForMe or ExactKind.WaitingForThem
            ? await OpenAsync(owner, asked, cancellation)
            : asked.Kind == ExactKind.Address ? Written(register, people)
            : await find.FindAsync(owner, register, asked, people, question, cancellation);
        if (found is null || (found.Mails.Count == 0 && !MayBeNone(asked, people)))
            return null;
        if (asked.Kind == ExactKind.Sum)
            found = await PricedAsync(owner, found, cancellation);
        return (asked, people, found, register, covered);
    }

    /// <summary>The same with the amounts of the mails; a mail without one makes the sum a guess.</summary>
    private async Task<FoundMails> PricedAsync(Owner owner, FoundMails found, CancellationToken cancellation)
    {
        var priced = await amounts.ReadAsync(owner, found.Mails, cancellation);
        return found with { Amounts = priced, IsCertain = found.IsCertain && priced.Count == found.Mails.Count };
    }

    /// <summary>Says who somebody is; null when no mail knows them, or when it is an organisation that is asked about.</summary>
    private async Task<Answer?> WhoIsAsync(
        Owner owner, string name, bool isGerman, Question question, long start, CancellationToken cancellation)
    {
        var register = await registers.ReadAsync(owner, cancellation);
        if (register.People.Find(name) is not { IsOrganisation: false } || await persons.ReadAsync(owner, name, cancellation) is not
            { } person)
            return null;
        var told = new WhoIsWriter(person, register, isGerman, question.Zone).Write();
        var covered = await coverage.ReadAsync(owner, cancellation);
        var found = new FoundMails([.. told.Cited], 0, [], IsCertain: false);
        return await AnswerAsync(
            owner, question, told, found, OneLine.Fold($"who is {person.Name}"), covered, start, cancellation);
    }

    private async Task<Answer> AnswerAsync(
        Owner owner, Question question, ToldExactly told, FoundMails found, string reading, IndexCoverage covered,
        long start, CancellationToken cancellation)
    {
        var cited = await CitedAsync(owner, told.Cited.Take(MaxCited).ToList(), question.Policy, cancellation);
        var (text, redactions) = PersonalData.Redact(VisibleText.From(told.Text), question.Policy);
        return new Answer(
            text, Found: true, cited, [.. found.Mails.Take(50).Select(static m => m.Id)],
            new AnswerMetadata(found.Mails.Count, 0, time.GetElapsedTime(start), [("exact", time.GetElapsedTime(start))], Complete: true,
                found.IsCertain ? 0.95 : 0.8, redactions)
            {
                NotIndexed = covered.Pending,
                Coverage = await describe.DescribeAsync(owner, covered.Pending, cancellation),
            })
        {
            Exact = new ExactAnswer(told.Value, IsExact(found, covered), reading, told.Items, told.Total)
            {
                Currency = told.Currency,
            },
        };
    }

    /// <summary>That there is none is an answer where a person, a time or a word was asked for that mail is told by.</summary>
    private static bool MayBeNone(ExactQuestion asked, List<(AskedPerson Asked, PersonMatch? Match)> people) =>
        asked.Kind is ExactKind.WaitingForMe or ExactKind.WaitingForThem || asked.Kind is ExactKind.Count or ExactKind.List
            && !asked.IsUnsure
            && people.Count + asked.Days.Count + asked.Phrases.Count + asked.Topic.Count > 0;

    /// <summary>The threads that wait, each by the mail that asks, the longest waiting last. What is a question in a text is a
    /// guess.</summary>
    private async Task<FoundMails?> OpenAsync(Owner owner, ExactQuestion asked, CancellationToken cancellation)
    {
        var isMine = asked.Kind == ExactKind.WaitingForMe;
        return await open.FindAsync(owner, isMine, cancellation) is { } threads
            ? new FoundMails(
                [.. threads.Select(static t => t.Asked).Reverse()], 0,
                [isMine ? "threads whose last mail asks you" : "threads whose last mail is yours and asks"], IsCertain: false)
            : null;
    }

    /// <summary>The mails that have somebody's addresses: those that they wrote, else those that they got.</summary>
    private static FoundMails Written(MailRegister register, List<(AskedPerson Asked, PersonMatch? Match)> people)
    {
        var match = people.First(static p => p.Match is not null).Match!;
        var addresses = register.Table.Addresses.Among(match.Addresses);
        var wrote = register.Newest.Where(rank => register.Table.Has(rank, PersonPart.From, addresses));
        return new FoundMails(
            wrote.Count > 0 ? wrote : register.Newest.Where(rank => register.Table.Has(rank, PersonPart.To, addresses)), 0,
            [$"of {match.Display}"], IsCertain: true);
    }

    private static string Reading(ExactQuestion asked, FoundMails found) => OneLine.Fold(
        $"{Verb(asked.Kind)} {(found.How.Count == 0 ? "all mail" : string.Join(' ', found.How))}"
        + (found.Copies > 0 ? $"; copies of one message count once ({found.Copies} left out)" : ""));

    private static string Verb(ExactKind kind) => kind switch
    {
        ExactKind.Count or ExactKind.CountPeople => "count",
        ExactKind.Sum => "sum the amounts of",
        ExactKind.MostSent or ExactKind.People => "group by sender:",
        ExactKind.MostReceived => "group by recipient:",
        ExactKind.BusiestMonth => "group by month:",
        ExactKind.First or ExactKind.When => "first of",
        ExactKind.Latest => "latest of",
        ExactKind.Attachments => "attachments of",
        ExactKind.Address => "addresses",
        _ => "list",
    };

    private async Task<List<AnswerSource>> CitedAsync(
        Owner owner, List<MailHead> cited, RedactionPolicy policy, CancellationToken cancellation)
    {
        var mails = (await store.GetAsync(owner, [.. cited.Select(static h => h.Id)], MailExtent.Listed, cancellation))
            .ToDictionary(static m => m.Message.Id);
        var links = await link.LinkAsync(owner, [.. mails.Values.Select(static m => m.Message)], cancellation);
        var snippets = new Snippets(Index.SearchQuery.Empty);
        return
        [
            .. cited.Where(h => mails.ContainsKey(h.Id)).Select(h => mails[h.Id]).Select(m => new AnswerSource(
                m, snippets.Of(PersonalData.Redact(CheckCompliance.WithoutInstructions(m.Message.Text), policy).Text, 0, 0), 1)
            {
                Links = links[m.Message.Id],
            }),
        ];
    }
}
