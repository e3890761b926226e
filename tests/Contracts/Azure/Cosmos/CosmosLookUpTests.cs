using InboxMind.Core.Sync;

namespace InboxMind.Contracts.Azure.Cosmos;

/// <summary>Look-ups lie in another container than what they are about. Whatever another instance does between any two calls of one that
/// takes an entry off, what there is to do stays listed.</summary>
public sealed class CosmosLookUpTests : Contract, IDisposable
{
    private static readonly Mailbox Home =
        new(new MailboxId("home"), MailboxKind.Imap, "Home") { Sync = SyncChoice.Default with { Enabled = true } };

    private readonly InterruptingHandler _interruptions = new();
    private readonly CosmosAdapters _adapters;

    public CosmosLookUpTests() => _adapters = new CosmosAdapters(handler =>
    {
        _interruptions.InnerHandler = handler;
        return _interruptions;
    });

    public void Dispose()
    {
        _adapters.Dispose();
        _interruptions.Dispose();
    }

    [Fact]
    public async Task UnindexedAsync_MailIsStoredAtAnyMomentOfIt_IsFoundAfterwards()
    {
        for (var call = 0; ; call++)
        {
            _adapters.Account.Server.Clear();
            await _adapters.Store.SaveAsync(Anna, [Samples.Mail("old")], Cancellation);
            await _adapters.Store.MarkIndexedAsync(Anna, [(Samples.Id("old"), 1)], Samples.AnyIndex, Cancellation);
            await _adapters.PassAsync(TimeSpan.FromMinutes(1));

            _interruptions.Arm(call, () => _adapters.Store.SaveAsync(Anna, [Samples.Mail("new")], Cancellation));
            await _adapters.Directory.UnindexedAsync(_adapters.Now, 10, Cancellation);
            if (!_interruptions.IsDone)
                break;

            await _adapters.PassAsync(TimeSpan.FromMinutes(1));
            (await _adapters.Directory.UnindexedAsync(_adapters.Now, 10, Cancellation))
                .ShouldBe([(Anna.User, Samples.Id("new"))], $"stored before call {call}");
        }

        // Nothing came in between: what is listed for nothing was taken off.
        _adapters.Account.Server.Items("lookups").ShouldNotContain(static i =>
            ((string)i["shard"]!).StartsWith("work:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DueMailboxesAsync_MailboxIsTurnedOnAtAnyMomentOfIt_IsDueAfterwards()
    {
        for (var call = 0; ; call++)
        {
            _adapters.Account.Server.Clear();
            await ListedForNothingAsync();

            _interruptions.Arm(call, () => _adapters.Mailboxes.SaveAsync(Anna, Home, Cancellation));
            await _adapters.Directory.DueMailboxesAsync(_adapters.Now, 10, Cancellation);
            if (!_interruptions.IsDone)
                break;

            (await _adapters.Directory.DueMailboxesAsync(_adapters.Now, 10, Cancellation))
                .ShouldBe([(Anna.User, Home.Id)], $"turned on before call {call}");
        }

        _adapters.Account.Server.Items("lookups").ShouldBeEmpty();
    }

    [Fact]
    public async Task SaveAsync_StateOfASyncAndAPersonTurnsTheMailboxOffAtAnyMoment_IsNotDue()
    {
        for (var call = 0; ; call++)
        {
            _adapters.Account.Server.Clear();
            await _adapters.Mailboxes.SaveAsync(Anna, Home, Cancellation);
            var lease =
                (await _adapters.States.AcquireAsync(Anna, Home.Id, "one", TimeSpan.FromMinutes(1), Cancellation)).ShouldNotBeNull();
            var state = new SyncRecord { Mailbox = Home.Id, State = SyncState.UpToDate, NextRun = _adapters.Now.AddMinutes(15) };

            _interruptions.Arm(call, () => _adapters.Mailboxes.SaveAsync(Anna, Home with { Sync = SyncChoice.Default }, Cancellation));
            await _adapters.States.SaveAsync(Anna, lease, state, Cancellation);
            if (!_interruptions.IsDone)
                break;

            (await _adapters.States.GetAsync(Anna, Home.Id, Cancellation)).NextRun.ShouldBe(state.NextRun);
            (await _adapters.Directory.DueMailboxesAsync(_adapters.Now.AddHours(1), 10, Cancellation)).ShouldBeEmpty($"before call {call}");
        }
    }

    [Fact]
    public async Task EveryCall_AccountIsOverloadedForAWhile_IsWaitedFor()
    {
        using var overload = new OverloadedHandler();
        using var adapters = new CosmosAdapters(handler =>
        {
            overload.InnerHandler = handler;
            return overload;
        });
        await adapters.Store.SaveAsync(Anna, [Samples.Mail("one")], Cancellation);

        overload.Refusals = 3;
        await adapters.Store.SaveAsync(Anna, [Samples.Mail("two")], Cancellation);

        overload.Refusals.ShouldBe(0);
        (await adapters.Store.CountAsync(Anna, Cancellation)).ShouldBe(2);
    }

    /// <summary>A mailbox that was turned off by a process that ended before it could say so in the look-ups.</summary>
    private async Task ListedForNothingAsync()
    {
        await _adapters.Mailboxes.SaveAsync(Anna, Home, Cancellation);
        var entry = (await _adapters.LookUps.DueAsync(Anna, Home.Id, Cancellation)).ShouldNotBeNull();
        await _adapters.Mailboxes.SaveAsync(Anna, Home with { Sync = SyncChoice.Default }, Cancellation);
        await _adapters.LookUps.PutAsync(entry with { ETag = null }, Cancellation);
    }

    private sealed class OverloadedHandler : DelegatingHandler
    {
        /// <summary>Calls that are refused yet.</summary>
        public int Refusals { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Refusals == 0)
                return base.SendAsync(request, cancellationToken);
            Refusals--;
            var answer = new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests)
            {
                RequestMessage = request,
                Content = new StringContent("{\"code\":\"429\",\"message\":\"Too many.\"}"),
            };
            answer.Headers.TryAddWithoutValidation("x-ms-retry-after-ms", "1");
            answer.Headers.TryAddWithoutValidation("x-ms-substatus", "3200");
            return Task.FromResult(answer);
        }
    }
}
