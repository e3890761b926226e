using InboxMind.Core.Sync;

namespace InboxMind.Contracts.Azure.Cosmos;

/// <summary>How many calls the usual work takes: what one costs is the service's affair, how many there are is ours.</summary>
public sealed class CosmosChargesTests : Contract, IDisposable
{
    private const int Mails = 200;

    private static readonly MailboxId Home = new("home");

    private readonly CosmosAdapters _adapters = new();

    public void Dispose() => _adapters.Dispose();

    [Fact]
    public async Task EveryOperation_OfManyMails_TakesFewCalls()
    {
        var (states, mail, store) = (_adapters.States, _adapters.Mail, _adapters.Store);
        var lease = (await states.AcquireAsync(Anna, Home, "one", TimeSpan.FromMinutes(5), Cancellation)).ShouldNotBeNull();
        var mails = Enumerable.Range(0, Mails).Select(static i => i % 3 == 0
            ? Samples.Mail($"mail {i}", i)
            : Samples.Mail($"mail {i}", i, $"mail {i - (i % 3)}@example.com")).ToList();
        List<EmailId> ids = [.. mails.Select(static m => m.Message.Id)];
        List<uint> uids = [.. mails.Select(static m => (uint)m.Placement.Uid)];

        await StepAsync("save", 80, () => mail.SaveAsync(Anna, lease, mails, Cancellation));
        var items = _adapters.Account.Server.Items("users", Anna.User.Value);
        foreach (var kind in items.GroupBy(static i => ((string)i["id"]!).Split(':')[0]))
        {
            TestContext.Current.SendDiagnosticMessage(
                $"{kind.Key}: {kind.Count()} items of {kind.Average(static i => i.ToJsonString().Length):f0} bytes");
        }

        await StepAsync("save again", 40, () => mail.SaveAsync(Anna, lease, mails, Cancellation));
        await StepAsync("mark", 12, () => store.MarkIndexedAsync(
            Anna, [.. ids.Select(static id => (id, 1L))], Samples.AnyIndex, Cancellation));
        await StepAsync("read 20", 2, () => store.GetAsync(Anna, [.. ids.Take(20)], MailExtent.Listed, Cancellation));
        await StepAsync("list 50", 1, () => store.ListAsync(Anna, MailConditions.None, new MailRange(null, 0, 50), Cancellation));
        await StepAsync("count", 1, () => store.CountAsync(Anna, Cancellation));
        await StepAsync("flags", 25, () => mail.SetFlagsAsync(
            Anna, lease, "INBOX", 1, [.. uids.Select(static uid => new RemoteFlags(uid, MailFlags.Seen))], Cancellation));
        await StepAsync("checkpoint", 3, () => states.SaveFolderAsync(
            Anna, lease, new FolderCheckpoint { Name = "INBOX", UidValidity = 1 }, Cancellation));
        await StepAsync("state", 3, () => states.SaveAsync(Anna, lease, new SyncRecord { Mailbox = Home }, Cancellation));
        await StepAsync("remove 100", 80, () => mail.RemoveAsync(Anna, lease, "INBOX", 1, [.. uids.Take(100)], Cancellation));
        await StepAsync("delete 100", 100, () => store.DeleteAsync(Anna, [.. ids.Skip(100)], Cancellation));
    }

    private async Task StepAsync(string name, int most, Func<Task> step)
    {
        var before = _adapters.Account.Database.Charges.Snapshot();
        await step();
        var done = _adapters.Account.Database.Charges.Snapshot()
            .Select(a => (a.Key, Calls: a.Value.Calls - before.GetValueOrDefault(a.Key).Calls,
                Units: a.Value.Units - before.GetValueOrDefault(a.Key).Units))
            .Where(static d => d.Calls > 0).ToList();
        var calls = done.Sum(static d => d.Calls);
        TestContext.Current.SendDiagnosticMessage(
            $"{name}: {calls} calls, {done.Sum(static d => d.Units):f0} units by the test server's model "
            + $"({string.Join(", ", done.Select(static d => $"{d.Key} {d.Calls}"))})");
        calls.ShouldBeLessThanOrEqualTo(most, name);
    }
}
