using System.Globalization;
using CsCheck;
using InboxMind.Core.Counting;

namespace InboxMind.Core.Tests.Counting;

/// <summary>What is counted is what one counts who looks at each mail.</summary>
public sealed class AnyCountTests
{
    private static readonly string[] People = ["me", "ben", "cora"];

    private static readonly TimeZoneInfo Far = TimeZoneInfo.CreateCustomTimeZone("far", TimeSpan.FromHours(13), "far", "far");

    private static readonly Gen<Letter> Letters = Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 1], Gen.Int[0, 2],
        static (from, to, day, subject, text) => new Letter(People[from], People[to], day, $"Plan {subject}", $"The plan {text}."));

    private static readonly Gen<IReadOnlyList<PersonCondition>> Conditions = Gen.Select(
        Gen.Enum<PersonPart>(), Gen.Int[0, 2].Array[0, 2],
        static (part, who) => new PersonCondition(part, [.. who.Select(static w => $"{People[w]}@example.com")]))
        .List[0, 2].Select(static l => (IReadOnlyList<PersonCondition>)l);

    private static readonly Gen<DateTimeOffset?> Moments = Gen.Int[-2, 6].Select(
        static day => day < 0 ? (DateTimeOffset?)null : MailboxOfLetters.Day(day).AddTicks(day % 3 - 1));

    private static readonly Gen<MailQuery> Queries = Gen.Select(
        Conditions, Gen.Int[0, 2], Gen.Enum<TallyBy>(), Moments, Moments,
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 10], Gen.Bool),
        static (people, own, by, since, until, range) => new MailQuery
        {
            People = people,
            IsOwn = own switch { 0 => null, 1 => true, _ => false },
            By = by,
            Zone = Far,
            Words = Index.SearchQuery.Empty with { Filter = MailFilter.None with { Since = since, Until = until } },
            Range = new MailRange(null, range.Item1, range.Item2, range.Item3),
        });

    [Fact]
    public async Task CountAsync_AnyMailAndQuery_IsWhatOneCounts() =>
        await Gen.Select(Letters.Array[0, 25], Queries.Array[4]).SampleAsync(
            static async (letters, queries) =>
            {
                await using var mailbox = new MailboxOfLetters();
                foreach (var (letter, i) in letters.Select(static (l, i) => (l, i)))
                    await mailbox.AddAsync(letter.From, letter.To, letter.Day, letter.Subject, letter.Text, id: $"n{i}");
                var store = mailbox.Get<IMailStore>();
                var heads = await store.HeadsAsync(Owner.Local, null, 100, CancellationToken.None);
                var texts = (await store.GetAsync(Owner.Local, [.. heads.Select(static h => h.Id)], CancellationToken.None))
                    .ToDictionary(static m => m.Message.Id, static m => m.Message.Text);
                foreach (var query in queries)
                {
                    var tally = await mailbox.Get<CountMail>().CountAsync(Owner.Local, query, CancellationToken.None);
                    var (once, copies) = Select(heads, texts, query);

                    (tally.Count, tally.Copies).ShouldBe((once.Count, copies));
                    var ordered = query.Range.OldestFirst ? Enumerable.Reverse(once) : once;
                    tally.Page.Select(static h => h.Id)
                        .ShouldBe(ordered.Skip(query.Range.Skip).Take(query.Range.Limit).Select(static h => h.Id));
                    (tally.First?.Id, tally.Last?.Id).ShouldBe((once.LastOrDefault()?.Id, once.FirstOrDefault()?.Id));
                    tally.Groups.Select(static g => $"{g.Key} {g.Count} {g.First:u} {g.Last:u}").Order()
                        .ShouldBe(Groups(once, query).Order());
                }
            }, iter: Iterations.Of(30), threads: 1);

    private static (List<MailHead> Once, int Copies) Select(
        IReadOnlyList<MailHead> heads, Dictionary<EmailId, string> texts, MailQuery query)
    {
        var filter = query.Words.Filter;
        List<MailHead> all =
        [
            .. heads.Where(h => (filter.Since is not { } since || h.Date >= since) && (filter.Until is not { } until || h.Date < until)
                && (query.IsOwn is not { } own || h.From.Any(static a => a.Address == "me@example.com") == own)
                && query.People.All(p => p.Addresses.Any(address => Parts(h, p.Part).Any(a => a.Address == address))))
                .OrderByDescending(static h => h.Date).ThenByDescending(static h => h.Id.Value, StringComparer.Ordinal),
        ];
        var once = all.DistinctBy(h => (h.Date, h.Sender.Address, h.Subject, texts[h.Id])).ToList();
        return (once, all.Count - once.Count);
    }

    private static IEnumerable<MailAddress> Parts(MailHead head, PersonPart part) => part switch
    {
        PersonPart.From => head.From,
        PersonPart.To => head.To.Concat(head.Cc),
        _ => head.From.Concat(head.To).Concat(head.Cc),
    };

    private static IEnumerable<string> Groups(List<MailHead> heads, MailQuery query)
    {
        var day = query.By switch { TallyBy.Day => "yyyy-MM-dd", TallyBy.Month => "yyyy-MM", _ => "yyyy" };
        return query.By == TallyBy.None
            ? []
            : heads.SelectMany(h => query.By switch
            {
                TallyBy.Sender => [h.Sender.Address],
                TallyBy.Recipient => h.To.Concat(h.Cc).Select(static a => a.Address).Distinct(),
                TallyBy.Thread => [h.Thread.Value],
                _ => (IEnumerable<string>)[TimeZoneInfo.ConvertTime(h.Date, query.Zone).ToString(day, CultureInfo.InvariantCulture)],
            }, static (h, key) => (Key: key, h.Date)).GroupBy(static p => p.Key)
                .Select(static g => $"{g.Key} {g.Count()} {g.Min(static p => p.Date):u} {g.Max(static p => p.Date):u}");
    }

    private sealed record Letter(string From, string To, int Day, string Subject, string Text);
}
