using System.Text.Json.Nodes;
using InboxMind.Contracts.Azure.Faults;
using InboxMind.Core.Sync;
using InboxMind.Core.Work;
using InboxMind.Testing;

namespace InboxMind.Contracts.Azure.Cosmos;

/// <summary>Every call of the adapters of mail goes wrong once, in each way, and whoever called tries again; or the process ends at it, and
/// another begins anew. In the end all is as it would have been, and nothing is left behind.</summary>
public sealed class CosmosMailFaultTests : Contract, IDisposable
{
    private static readonly MailboxId Home = new("home");
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly string Long = string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"{i * 7919:x}"));

    private readonly FaultyHandler _faults = new();
    private readonly DyingHandler _death = new();
    private readonly RawMailInMemory _blobs = new();
    private readonly FaultyRawMail _faultyBlobs;
    private readonly CosmosAdapters _adapters;
    private int _runs;

    public CosmosMailFaultTests()
    {
        _faultyBlobs = new FaultyRawMail(_blobs);
        _adapters = new CosmosAdapters(
            handler =>
            {
                _death.InnerHandler = handler;
                _faults.InnerHandler = _death;
                return _faults;
            },
            _faultyBlobs);
    }

    public void Dispose()
    {
        _adapters.Dispose();
        _faults.Dispose();
        _death.Dispose();
    }

    [Theory]
    [InlineData(Fault.FailsBefore)]
    [InlineData(Fault.FailsAfter)]
    [InlineData(Fault.TimesOut)]
    [InlineData(Fault.AnswersTwice)]
    public async Task EveryCall_GoesWrongOnceAndIsTriedAgain_NothingIsLostOrTwice(Fault fault)
    {
        var (expected, calls) = await WithoutFaultAsync();

        for (var call = 0; call < calls; call++)
        {
            _adapters.Account.Server.Clear();
            var owner = New();
            _faults.Arm(fault, call);
            foreach (var step in Steps(owner))
                await AgainAsync(step);
            await CheckAsync(owner, expected, $"{fault} of call {call}");
        }
    }

    [Theory]
    [InlineData(Fault.FailsBefore)]
    [InlineData(Fault.FailsAfter)]
    [InlineData(Fault.TimesOut)]
    [InlineData(Fault.AnswersTwice)]
    public async Task EveryCallForBlobs_GoesWrongOnceAndIsTriedAgain_NothingIsLostOrTwice(Fault fault)
    {
        _faultyBlobs.Arm(Fault.FailsBefore, int.MaxValue);
        var (expected, _) = await WithoutFaultAsync();
        var calls = _faultyBlobs.Calls;
        calls.ShouldBeGreaterThan(5);

        for (var call = 0; call < calls; call++)
        {
            _adapters.Account.Server.Clear();
            var owner = New();
            _faultyBlobs.Arm(fault, call);
            foreach (var step in Steps(owner))
                await AgainAsync(step);
            await AgainAsync(() => CheckAsync(owner, expected, $"{fault} of call {call}"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryCall_TheProcessEndsAtIt_AnotherBringsItToTheSameEnd(bool isDone)
    {
        var (expected, calls) = await WithoutFaultAsync();

        for (var call = 0; call < calls; call++)
        {
            _adapters.Account.Server.Clear();
            var owner = New();
            _death.Arm(call, isDone);
            try
            {
                foreach (var step in Steps(owner))
                    await step();
            }
            catch (StorageUnusableException)
            {
                // Its lease runs out, and another begins what it had begun.
            }

            _death.IsDead.ShouldBeTrue($"at call {call}");
            _death.Arm(int.MaxValue, isDone: false);
            await _adapters.PassAsync(Lease);
            foreach (var step in Steps(owner, holder: "another"))
                await step();
            await CheckAsync(owner, expected, $"dead at call {call}");
        }
    }

    private async Task<(string Expected, int Calls)> WithoutFaultAsync()
    {
        // Once for what is done only once, such as to look for containers.
        foreach (var step in Steps(New()))
            await step();
        var owner = New();
        _faults.Arm(Fault.FailsBefore, int.MaxValue);
        foreach (var step in Steps(owner))
            await step();
        var calls = _faults.Calls;
        var expected = await FingerprintAsync(owner);
        await CheckAsync(owner, expected, "no fault");
        return (expected, calls);
    }

    private Owner New() => new(new UserId($"{Anna.User.Value}-{_runs++}"));

    /// <summary>What a sync and a person do, of everything something.</summary>
    private IEnumerable<Func<Task>> Steps(Owner owner, string holder = "one")
    {
        var (mail, store, states) = (_adapters.Mail, _adapters.Store, _adapters.States);
        SyncLease? lease = null;
        var aside = new SetAsideMail(Samples.Id("bad"), Home, "INBOX, 9", "it is bad",
            Samples.Start)
        { Place = new SetAsideFrom("INBOX", 1, 9) };
        yield return () => _adapters.Mailboxes.SaveAsync(
            owner, new Mailbox(Home, MailboxKind.Imap, "Home") { Sync = SyncChoice.Default with { Enabled = true } }, Cancellation);
        yield return async () => lease = (await states.AcquireAsync(owner, Home, holder, Lease, Cancellation)).ShouldNotBeNull();
        yield return () => mail.SaveAsync(
            owner, lease!, [Numbered("one", 1), Numbered("two", 2, "one@example.com"), Numbered("long", 3)], Cancellation);
        yield return () => mail.PlaceAsync(owner, lease!, [(Samples.Id("one"), Samples.Place("one", "Archive"))], Cancellation);
        yield return () => mail.SetAsideAsync(owner, lease!, aside, "bytes"u8.ToArray(), Cancellation);
        yield return () => mail.SetFlagsAsync(owner, lease!, "INBOX", 1, [new RemoteFlags(1, MailFlags.Seen)], Cancellation);
        yield return () => states.SaveFolderAsync(
            owner, lease!, new FolderCheckpoint { Name = "INBOX", UidValidity = 1, UidNext = 4 }, Cancellation);
        yield return () => _adapters.Readings.SaveAsync(
            owner, ReadingVersion.Current + 1, [Read("one", "Read again"), Read("long", Long), Read("gone", Long)], Cancellation);
        yield return async () =>
        {
            var stored = await store.GetAsync(owner, [Samples.Id("one"), Samples.Id("two")], MailExtent.Whole, Cancellation);
            await store.MarkIndexedAsync(owner, [.. stored.Select(static s => (s.Message.Id, s.Version))], Samples.AnyIndex, Cancellation);
        };
        yield return () => mail.RemoveAsync(owner, lease!, "INBOX", 1, [2], Cancellation);
        yield return () => store.MarkRemovedAsync(owner, [Samples.Id("two")], index: null, Cancellation);
        yield return () => mail.ReleaseAsync(owner, lease!, aside.Id, Cancellation);
        yield return () => store.DeleteAsync(owner, [Samples.Id("long")], Cancellation);
        yield return () => states.SaveAsync(
            owner, lease!, new SyncRecord { Mailbox = Home, State = SyncState.UpToDate, NextRun = Samples.Start.AddDays(1) }, Cancellation);
        yield return () => states.ReleaseAsync(owner, lease!, Cancellation);
    }

    private static MailToSave Numbered(string name, uint uid, params string[] references)
    {
        var mail = Samples.Mail(name, (int)uid, references) with { Placement = new Placement(Home, "INBOX", 1, uid, MailFlags.None) };
        return name == "long" ? mail with { Message = mail.Message with { Text = Long } } : mail;
    }

    private static MailReading Read(string name, string text)
    {
        var mail = Samples.Mail(name);
        return new MailReading(mail.Message.Id, ThreadClues.Of(mail), mail.Message with { Text = text });
    }

    private static async Task AgainAsync(Func<Task> step)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await step();
                return;
            }
            catch (StorageUnusableException) when (tries < 3)
            {
                // As a queue or a schedule does.
            }
        }
    }

    private async Task CheckAsync(Owner owner, string expected, string about)
    {
        // What was begun and not ended is found by the sweep.
        await _adapters.PassAsync(TimeSpan.FromMinutes(11));
        await _adapters.Leftovers.DeleteAsync(Cancellation);
        (await FingerprintAsync(owner)).ShouldBe(expected, about);

        var items = _adapters.Account.Server.Items("users", owner.User.Value).ToList();
        var ledger = items.Single(static i => (string?)i["id"] == "ledger");
        List<JsonObject> Kind(string kind) => items.FindAll(i => ((string)i["id"]!).StartsWith(kind, StringComparison.Ordinal));
        var messages = Kind("mail:");
        ((long)ledger["stored"]!).ShouldBe(messages.Count, about);
        ((long)ledger["waiting"]!).ShouldBe(messages.Count(static m => (long)m["indexed"]! < (long)m["version"]!), about);
        messages.ShouldAllBe(static m => (m["pending"] != null) == ((long)m["indexed"]! < (long)m["version"]!), about);
        ((long)ledger["removed"]!).ShouldBe(Kind("removed:").Count, about);
        ((long)ledger["aside"]!).ShouldBe(Kind("aside:").Count, about);
        ((long)ledger["leftovers"]!).ShouldBe(0, about);
        (Kind("gone:").Count + Kind("saving:").Count).ShouldBe(0, about);
        foreach (var message in messages)
        {
            var places = Kind("place:").Count(p => $"mail:{(string)p["message"]!}" == (string)message["id"]!);
            ((int)message["places"]!["count"]!).ShouldBe(places, about);
        }

        Kind("place:").ShouldAllBe(p => messages.Any(m => (string)m["id"]! == $"mail:{(string)p["message"]!}"), about);
        ((long)ledger["boxes"]!["home"]!["stored"]!).ShouldBe(messages.Count, about);

        // Whoever has mail or work is listed, and the mailbox is due no later than it is.
        var entries = _adapters.Account.Server.Items("lookups").Where(i => (string?)i["user"] == owner.User.Value).ToList();
        entries.ShouldContain(static e => ((string)e["shard"]!).StartsWith("mail:", StringComparison.Ordinal), about);
        var due = entries.Single(static e => ((string)e["shard"]!).StartsWith("due:", StringComparison.Ordinal));
        string.CompareOrdinal((string)due["due"]!, $"{Samples.Start.AddDays(1).ToUnixTimeMilliseconds():d19};").ShouldBeLessThan(0, about);
    }

    /// <summary>What readers see.</summary>
    private async Task<string> FingerprintAsync(Owner owner)
    {
        EmailId[] ids = [Samples.Id("one"), Samples.Id("two"), Samples.Id("long")];
        var text = new List<string>();
        foreach (var stored in (await _adapters.Store.GetAsync(owner, ids, MailExtent.Whole, Cancellation)).OrderBy(static s =>
            s.Message.Id))
        {
            text.Add(
                $"{stored.Message.MessageId} {string.Join(',', stored.Folders)} {stored.Flags} {stored.IsIndexed} "
                + $"{stored.Message.Text.Length}");
        }

        foreach (var id in ids)
            text.Add($"raw {(await _adapters.Store.OpenRawAsync(owner, id, Cancellation))?.Length}");
        text.Add($"blobs {_blobs.CountOf(owner)}");
        text.Add($"count {await _adapters.Store.CountAsync(owner, Cancellation)}");
        text.Add($"removed {string.Join(',', await _adapters.Store.ListRemovedAsync(owner, null, 10, Cancellation))}");
        text.Add($"aside {string.Join(',', (await _adapters.Store.ListSetAsideAsync(owner, 10, Cancellation)).Select(static a => a.Id))}");
        text.Add($"state {(await _adapters.States.GetAsync(owner, Home, Cancellation)).State}");
        var folders = await _adapters.States.ListFoldersAsync(owner, Home, Cancellation);
        text.Add($"folders {string.Join(',', folders.Select(static f => f.UidNext))}");
        return string.Join('\n', text);
    }
}
