using InboxMind.Core.Sync;

namespace InboxMind.Contracts.Azure.Cosmos;

/// <summary>How many calls the usual work takes: what a call costs is the service's affair, how many there are is ours.</summary>
public sealed class CosmosChargesTests : Contract, IDisposable
{
    private static readonly MailboxId Home = new("home");

    private readonly CosmosAdapters _adapters;
    private int _plans, _all;

    public CosmosChargesTests() => _adapters = new(h => new Counting(this) { InnerHandler = h });

    private sealed class Counting(CosmosChargesTests test) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref test._all);
            if (request.Headers.Contains("x-ms-cosmos-is-query-plan-request")) Interlocked.Increment(ref test._plans);
            return base.SendAsync(request, cancellationToken);
        }
    }


    public void Dispose() => _adapters.Dispose();

    [Fact]
    public async Task EveryOperation_OfASync_TakesFewCallsForEachMail()
    {
        var lease = (await _adapters.States.AcquireAsync(Anna, Home, "one", TimeSpan.FromMinutes(5), Cancellation)).ShouldNotBeNull();
        var mails = Enumerable.Range(0, 200).Select(static i => Samples.Mail($"mail {i}", i, i % 3 == 0 ? [] : [$"mail {i - (i % 3)}@example.com"])).ToList();

        await StepAsync("save", () => _adapters.Mail.SaveAsync(Anna, lease, mails, Cancellation));
        await StepAsync("save again", () => _adapters.Mail.SaveAsync(Anna, lease, mails, Cancellation));
        await StepAsync("mark", () => _adapters.Store.MarkIndexedAsync(Anna, [.. mails.Select(static m => (m.Message.Id, 1L))], Samples.AnyIndex, Cancellation));
        await StepAsync("read", () => _adapters.Store.GetAsync(Anna, [.. mails.Take(20).Select(static m => m.Message.Id)], MailExtent.Listed, Cancellation));
        await StepAsync("list", () => _adapters.Store.ListAsync(Anna, MailConditions.None, new MailRange(null, 0, 50), Cancellation));
        await StepAsync("flags", () => _adapters.Mail.SetFlagsAsync(Anna, lease, "INBOX", 1, [.. mails.Select(static m => new RemoteFlags((uint)m.Placement.Uid, MailFlags.Seen))], Cancellation));
        await StepAsync("folder", () => _adapters.States.SaveFolderAsync(Anna, lease, new FolderCheckpoint { Name = "INBOX", UidValidity = 1 }, Cancellation));
        await StepAsync("state", () => _adapters.States.SaveAsync(Anna, lease, new SyncRecord { Mailbox = Home }, Cancellation));
        await StepAsync("remove", () => _adapters.Mail.RemoveAsync(Anna, lease, "INBOX", 1, [.. mails.Take(100).Select(static m => (uint)m.Placement.Uid)], Cancellation));
        await StepAsync("delete", () => _adapters.Store.DeleteAsync(Anna, [.. mails.Skip(100).Select(static m => m.Message.Id)], Cancellation));

        async Task StepAsync(string name, Func<Task> step)
        {
            var before = _adapters.Account.Database.Charges.Snapshot();
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            await step();
            var time = System.Diagnostics.Stopwatch.GetElapsedTime(start);
            var after = _adapters.Account.Database.Charges.Snapshot();
            var parts = after.Select(a => (a.Key, Calls: a.Value.Calls - before.GetValueOrDefault(a.Key).Calls, Units: a.Value.Units - before.GetValueOrDefault(a.Key).Units)).Where(static p => p.Calls > 0).ToList();
            TestContext.Current.SendDiagnosticMessage($"{name}: http {_all} plans {_plans} {parts.Sum(static p => p.Calls)} calls {parts.Sum(static p => p.Units):f0} RU {time.TotalMilliseconds:f0} ms: {string.Join(", ", parts.Select(static p => $"{p.Key} {p.Calls}/{p.Units:f0}"))}");
        }
    }
}
