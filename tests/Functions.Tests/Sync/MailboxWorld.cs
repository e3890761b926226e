using System.Text.Json;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Functions.Sync;
using InboxMind.Functions.Tests.Durable;

namespace InboxMind.Functions.Tests.Sync;

/// <summary>Mailboxes that become due, have turns and fail, around the real orchestrators. What an activity does is done here as Core
/// does it: a page is in order and keeps its time, a turn moves the mailbox behind the round.</summary>
internal sealed class MailboxWorld(int count, int seed, Func<int, int, string> turn)
{
    public const string Transient = "transient";
    public const string Ended = "ended by an operator";

    private readonly SortedDictionary<(DateTime Due, int Number), bool> _due = new(
        Enumerable.Range(0, count).ToDictionary(static i => (DateTime.UnixEpoch, i), static _ => true));

    private readonly Dictionary<int, int> _tries = [];

    /// <summary>Turns that were taken to their end, by mailbox.</summary>
    public Dictionary<int, int> Turns { get; } = [];

    /// <summary>The order in which sub-orchestrations ended.</summary>
    public List<int> Order { get; } = [];

    /// <summary>Histories of the sub-orchestrations.</summary>
    public List<Generation> Subs { get; } = [];

    public Func<IReadOnlyList<ScheduledAction>, ScheduledAction?>? Next { get; init; }

    public static int NumberOf(ScheduledAction action) =>
        int.Parse(JsonSerializer.Deserialize<DueMailbox>(action.Input)!.Mailbox[^6..], System.Globalization.CultureInfo.InvariantCulture);

    public List<Generation> Run(SyncAllInput input) =>
        new Simulation<SyncCounts>(nameof(SyncAllMailboxes), SyncAllMailboxes.RunAsync, Do, seed)
        {
            Next = Next,
            MaxTogether = Next is null ? 3 : 1,
        }.Run("sync-all-mailboxes", JsonSerializer.Serialize(input));

    private Completion Do(ScheduledAction action, DateTime time) => action.Name switch
    {
        nameof(ListDueMailboxes) =>
            new Completion(action.Id, JsonSerializer.Serialize(Page(JsonSerializer.Deserialize<DueQuery>(action.Input)!)), null),
        nameof(SyncOneMailbox) => Sub(action, time),
        _ => throw new InvalidOperationException(action.Name),
    };

    private DueMailboxes Page(DueQuery query)
    {
        var after = query.After is null ? default(DuePosition?) : DuePosition.Parse(query.After);
        var found = _due.Keys.Where(k => k.Due <= query.DueBy
            && (after is not { } at || (k.Due, Mailbox(k.Number)).CompareTo((at.Due.UtcDateTime, at.Mailbox.Value)) > 0))
            .Take(query.Limit + 1).ToList();
        var page = found.Take(query.Limit).ToList();
        return new DueMailboxes(
            [.. page.Select(static k => new DueId(User, Mailbox(k.Number)))],
            found.Count > query.Limit ? new DuePosition(page[^1].Due, new UserId(User), new MailboxId(Mailbox(page[^1].Number)))
                .ToString() : null);
    }

    /// <summary>As long as ids are where they are random.</summary>
    private const string User = "0123456789abcdef0123456789abcdef";

    private static string Mailbox(int number) => $"google-0123456789abcdef0123{number:d6}";

    private Completion Sub(ScheduledAction action, DateTime time)
    {
        var number = NumberOf(action);
        Order.Add(number);
        var wasEnded = false;
        var generation = new Simulation<SyncTurn>(nameof(SyncOneMailbox), SyncOneMailbox.RunAsync, Turn, seed + number)
            .Run($"sub-{action.Id}", action.Input).ShouldHaveSingleItem();
        Subs.Add(generation);
        return wasEnded ? new Completion(action.Id, null, "terminated") : new Completion(action.Id, generation.Result, null);

        Completion Turn(ScheduledAction activity, DateTime at)
        {
            var tried = _tries[number] = _tries.GetValueOrDefault(number) + 1;
            var what = turn(number, tried);
            if (what == Transient)
                return new Completion(activity.Id, null, typeof(SyncTurnException).FullName);
            wasEnded = what == Ended;
            Turns[number] = Turns.GetValueOrDefault(number) + 1;
            var result = wasEnded ? SyncResult.Done : Enum.Parse<SyncResult>(what);
            _due.Remove(_due.Keys.Single(k => k.Number == number));
            if (result == SyncResult.More)
                _due.Add((time.AddMilliseconds(1), number), true);
            else if (result != SyncResult.NeedsReconnect)
                _due.Add((time.AddDays(1), number), true);
            return new Completion(activity.Id, JsonSerializer.Serialize(new SyncTurn(result, Found: 1_000, Added: 10, Deleted: 1)), null);
        }
    }
}
