using System.Runtime.CompilerServices;
using InboxMind.Azure.Accounts;
using InboxMind.Azure.Answers;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;
using InboxMind.Core.Admin;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Index;
using InboxMind.Core.Sync;

namespace InboxMind.Azure.Admin;

/// <summary>Counts in Cosmos DB: a look at one small item of each user, and at their mailboxes. What items and blobs take up is told by
/// Azure's own metrics; here it is the indexes.</summary>
internal sealed class CosmosUsage(CosmosDatabase database, IIndexSize indexes) : IUsage
{
    /// <summary>Users named in one query.</summary>
    private const int AtOnce = 100;

    public async Task<Usage> ReadAsync(AdminScope scope, CancellationToken cancellation)
    {
        var users = new List<UserOf>();
        await foreach (var user in database.AllUsers.QueryAsync<UserOf>("usage.users", Users(scope), cancellation))
            users.Add(user);
        var only = scope.Organisation is null ? null : users.ConvertAll(static u => u.User);
        long stored = 0, waiting = 0, aside = 0, imported = 0, chunks = 0, bytes = 0;
        DateTimeOffset? last = null;
        var states = Enum.GetValues<SyncState>().ToDictionary(static s => s, static _ => 0L);
        await foreach (var ledger in FindAsync<Ledger>(
            "usage.mail", new CosmosQuery("c.user, c.stored, c.waiting, c.aside", "c.id = @ledger").With("@ledger", MailKeys.Ledger), only,
            cancellation))
        {
            (stored, waiting, aside) = (stored + ledger.Stored, waiting + ledger.Waiting, aside + ledger.Aside);
            var size = await indexes.ReadAsync(new Owner(new UserId(ledger.User)), cancellation);
            (chunks, bytes) = (chunks + size.Chunks, bytes + size.Bytes);
        }

        await foreach (var mailbox in FindAsync<Box>(
            "usage.mailboxes", CosmosQuery.Of(MailKeys.Mailboxes, "c.settings, c.record"), only, cancellation))
        {
            if (mailbox.Record?.LastSuccess is { } success && !(success < last))
                last = success;
            if (mailbox.Settings?.Kind == MailboxKind.Import)
                imported++;
            else if (mailbox.Settings?.Kind == MailboxKind.Imap)
                states[mailbox.Record?.State ?? SyncState.New]++;
        }

        return new Usage
        {
            Users = users.Count,
            ActiveUsers = users.Count(static u => u.Active),
            ImportedMailboxes = imported,
            SyncedMailboxes = states,
            LastSync = last,
            Messages = stored,
            Unindexed = waiting,
            Quarantined = aside,
            Chunks = chunks,
            IndexBytes = bytes,
        };
    }

    public async Task<QuestionUsage> ReadQuestionsAsync(AdminScope scope, DateTimeOffset since, CancellationToken cancellation)
    {
        var (outcomes, steps) = (new Dictionary<QuestionOutcome, long>(), new Dictionary<int, long>());
        var stages = new Dictionary<string, Dictionary<int, long>>();
        var only = await OnlyAsync(scope, cancellation);
        await foreach (var hour in HoursAsync(only, CosmosQuestionCounts.Hour(since), UserKeys.CountsEnd, cancellation))
        {
            foreach (var count in hour.Counts)
            {
                outcomes[count.Outcome] = outcomes.GetValueOrDefault(count.Outcome) + count.Count;
                if (count.Outcome is QuestionOutcome.Answered or QuestionOutcome.NotFound)
                    steps[count.Step] = steps.GetValueOrDefault(count.Step) + count.Count;
            }

            foreach (var count in hour.Stages ?? [])
            {
                if (!stages.TryGetValue(count.Stage, out var stage))
                    stages[count.Stage] = stage = [];
                stage[count.Step] = stage.GetValueOrDefault(count.Step) + count.Count;
            }
        }

        return new QuestionUsage(
            outcomes, steps, stages.ToDictionary(static s => s.Key, static IReadOnlyDictionary<int, long> (s) => s.Value));
    }

    public async Task<IReadOnlyList<DayUsage>> ReadDaysAsync(
        AdminScope scope, DateOnly first, DateOnly last, CancellationToken cancellation)
    {
        var users = new List<UserOf>();
        await foreach (var user in database.AllUsers.QueryAsync<UserOf>("usage.users", Users(scope), cancellation))
            users.Add(user);
        var only = scope.Organisation is null ? null : users.ConvertAll(static u => u.User);
        var hours = new List<CountsOf>();
        await foreach (var hour in HoursAsync(
            only, CosmosQuestionCounts.Hour(Begin(first)), UserKeys.Count(CosmosQuestionCounts.Hour(Begin(last.AddDays(1)))), cancellation))
            hours.Add(hour);
        var byDay = hours.ToLookup(static h => DateOnly.FromDateTime(DateTime.UnixEpoch.AddHours(UserKeys.HourOf(h.Id))));
        var days = new List<DayUsage>();
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var mail = new CosmosQuery("VALUE COUNT(1)", "c.sort >= @from AND c.sort < @end")
                .With("@from", MailOrder.From(Begin(day))).With("@end", MailOrder.From(Begin(day.AddDays(1))));
            days.Add(new DayUsage(
                day, users.Count(u => u.CreatedAt < Begin(day.AddDays(1))),
                await FindAsync<long>("usage.days", mail, only, cancellation).SumAsync(cancellation),
                byDay[day].SelectMany(static h => h.Counts).GroupBy(static c => c.Outcome)
                    .ToDictionary(static g => g.Key, static g => g.Sum(static c => c.Count)),
                byDay[day].Sum(static h => h.Tokens), byDay[day].Sum(static h => h.Cost)));
        }

        return days;
    }

    public async Task<StorageUsage> ReadStorageAsync(CancellationToken cancellation)
    {
        var used = 0L;
        await foreach (var user in database.AllUsers.QueryAsync<string>(
            "usage.storage", new CosmosQuery("VALUE c.user", "c.id = @ledger").With("@ledger", MailKeys.Ledger), cancellation))
            used += (await indexes.ReadAsync(new Owner(new UserId(user)), cancellation)).Bytes;
        return new StorageUsage(used, FreeBytes: null);
    }

    private static DateTimeOffset Begin(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The users of an organisation; null for everyone.</summary>
    private async Task<List<string>?> OnlyAsync(AdminScope scope, CancellationToken cancellation)
    {
        if (scope.Organisation is null)
            return null;
        var only = new List<string>();
        await foreach (var user in database.AllUsers.QueryAsync<UserOf>("usage.users", Users(scope), cancellation))
            only.Add(user.User);
        return only;
    }

    private IAsyncEnumerable<CountsOf> HoursAsync(List<string>? only, long since, string end, CancellationToken cancellation) =>
        FindAsync<CountsOf>(
            "usage.questions",
            new CosmosQuery("c.id, c.counts, c.stages, c.tokens, c.cost", "c.id >= @since AND c.id < @end")
                .With("@since", UserKeys.Count(since)).With("@end", end),
            only, cancellation);

    private static CosmosQuery Users(AdminScope scope) => scope.Organisation is { } organisation
        ? new CosmosQuery("c.user, c.active, c.createdAt", "c.id = @record AND c.organisation = @organisation")
            .With("@record", UserKeys.User).With("@organisation", organisation.Value)
        : new CosmosQuery("c.user, c.active, c.createdAt", "c.id = @record").With("@record", UserKeys.User);

    /// <summary>What a query finds of some users; of all when they are null.</summary>
    private async IAsyncEnumerable<T> FindAsync<T>(
        string operation, CosmosQuery query, List<string>? only, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (only is null)
        {
            await foreach (var item in database.AllUsers.QueryAsync<T>(operation, query, cancellation))
                yield return item;
            yield break;
        }

        foreach (var some in only.Chunk(AtOnce))
        {
            await foreach (var item in database.AllUsers.QueryAsync<T>(operation, query.In("c.user", some), cancellation))
                yield return item;
        }
    }

    private sealed record UserOf(string User, bool Active, DateTimeOffset CreatedAt);

    private sealed record Ledger(string User, long Stored, long Waiting, long Aside);

    private sealed record Box(BoxSettings? Settings, BoxRecord? Record);

    private sealed record BoxSettings(MailboxKind Kind);

    private sealed record BoxRecord(SyncState State, DateTimeOffset? LastSuccess);

    private sealed record CountsOf(
        string Id, IReadOnlyList<CosmosQuestionCounts.OutcomeCount> Counts, IReadOnlyList<CosmosQuestionCounts.StageCount>? Stages,
        long Tokens, long Cost);
}
