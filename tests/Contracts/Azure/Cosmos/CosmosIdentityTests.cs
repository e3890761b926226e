using InboxMind.Azure.Accounts;
using InboxMind.Azure.Cosmos;

namespace InboxMind.Contracts.Azure.Cosmos;

/// <summary>What lies in two containers: an instance that dies between them leaves something that signs no one in wrongly, and that is
/// mended later.</summary>
public sealed class CosmosIdentityTests : IDisposable
{
    private readonly DyingHandler _death = new();
    private readonly CosmosAccount _account;
    private readonly Owner _anna = new(new UserId("anna"));
    private readonly Owner _ben = new(new UserId("ben"));
    private readonly Identity _google = new(IdentityProvider.Google, "subject-1", "anna@example.com", Samples.Start);
    private readonly Identity _other = new(IdentityProvider.Microsoft, "subject-2", "anna@example.com", Samples.Start);

    public CosmosIdentityTests() => _account = new CosmosAccount(inner =>
    {
        _death.InnerHandler = inner;
        return _death;
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _account.Dispose();

    [Fact]
    public Task CreateAsync_InstanceDiesAnywhere_PersonSignsInAtOnceAndNothingIsLeft() => EverywhereAsync(
        static _ => Task.CompletedTask,
        store => store.CreateAsync(_anna, UserOf(_anna), _google, Cancellation),
        async store =>
        {
            // The same person tries again, on another instance, as another new user.
            var found = await FindAsync(store, _google);
            if (found is null)
            {
                (await store.CreateAsync(_ben, UserOf(_ben), _google, Cancellation)).ShouldBeTrue();
                found = await FindAsync(store, _google);
            }

            var owner = new Owner(found.ShouldNotBeNull());
            await MendAsync();
            (await FindAsync(store, _google)).ShouldBe(owner.User);
            (await store.ListIdentitiesAsync(owner, Cancellation)).ShouldBe([_google]);
            var elsewhere = owner == _anna ? _ben : _anna;
            (await store.GetAsync(elsewhere, Cancellation)).ShouldBeNull("no one signs in as this user");
        });

    [Fact]
    public Task LinkAsync_InstanceDiesAnywhere_IsLinkedOrNot() => EverywhereAsync(
        store => store.CreateAsync(_anna, UserOf(_anna), _google, Cancellation),
        store => store.LinkAsync(_anna, _other, Cancellation),
        async store =>
        {
            var isLinked = await FindAsync(store, _other) == _anna.User;
            (await store.ListIdentitiesAsync(_anna, Cancellation)).Contains(_other).ShouldBe(isLinked);
            await MendAsync();
            (await FindAsync(store, _other)).ShouldBe(isLinked ? _anna.User : null);
            (await store.LinkAsync(_anna, _other, Cancellation)).ShouldBeTrue();
            (await FindAsync(store, _google)).ShouldBe(_anna.User);
        });

    [Fact]
    public Task UnlinkAsync_InstanceDiesAnywhere_IsUnlinkedOrNot() => EverywhereAsync(
        async store =>
        {
            await store.CreateAsync(_anna, UserOf(_anna), _google, Cancellation);
            await store.LinkAsync(_anna, _other, Cancellation);
        },
        store => store.UnlinkAsync(_anna, _other.Provider, _other.Subject, keepLast: true, Cancellation),
        async store =>
        {
            var isLinked = await FindAsync(store, _other) == _anna.User;
            (await store.ListIdentitiesAsync(_anna, Cancellation)).Contains(_other).ShouldBe(isLinked);
            await MendAsync();
            (await FindAsync(store, _other)).ShouldBe(isLinked ? _anna.User : null);
            if (!isLinked)
                (await store.CreateAsync(_ben, UserOf(_ben), _other, Cancellation)).ShouldBeTrue("it is free");
        });

    [Fact]
    public Task RemoveAsync_InstanceDiesAnywhere_IsGoneOnceItIsDoneAgain() => EverywhereAsync(
        async store =>
        {
            await store.CreateAsync(_anna, UserOf(_anna), _google, Cancellation);
            await store.LinkAsync(_anna, _other, Cancellation);
        },
        store => store.RemoveAsync(_anna, Cancellation),
        async store =>
        {
            await store.RemoveAsync(_anna, Cancellation);
            (await FindAsync(store, _google)).ShouldBeNull();
            (await FindAsync(store, _other)).ShouldBeNull();
            await MendAsync();
            _account.Server.Items("users").ShouldBeEmpty();
            _account.Server.Items("lookups").ShouldBeEmpty();
        });

    [Fact]
    public async Task TryClaimAsync_TwoAtOnce_OneIsConfirmed()
    {
        var entries = new IdentityEntries(_account.Database, _account.Time);
        var key = IdentityKey.Of(_google);

        // Both have claimed it, one after the other, and neither has a record yet.
        (await entries.TryClaimAsync(_anna, key, Cancellation)).ShouldBeTrue();
        (await entries.TryClaimAsync(_ben, key, Cancellation)).ShouldBeTrue();

        (await entries.MarkAsync(_anna, key, isConfirmed: true, Cancellation)).ShouldBeFalse();
        (await entries.MarkAsync(_ben, key, isConfirmed: true, Cancellation)).ShouldBeTrue();
        (await entries.TryClaimAsync(_anna, key, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task MendAsync_RecordOfAnAccountThatAnotherTook_IsWithdrawn()
    {
        var entries = new IdentityEntries(_account.Database, _account.Time);
        var key = IdentityKey.Of(_google);
        await entries.BeginAsync(_anna, key, Cancellation);
        await entries.TryClaimAsync(_anna, key, Cancellation);

        // Another instance looked for the record before it was there, and this one dies once it is.
        await entries.TryClaimAsync(_ben, key, Cancellation);
        await _account.Database.User(_anna).CreateAsync("test", UserItem.Of(UserOf(_anna), [_google]), Cancellation);
        await _account.Database.User(_ben).CreateAsync("test", UserItem.Of(UserOf(_ben), [_google]), Cancellation);
        await entries.MarkAsync(_ben, key, isConfirmed: true, Cancellation);

        await MendAsync();

        var store = new CosmosUserStore(_account.Database, entries);
        (await store.GetAsync(_anna, Cancellation)).ShouldBeNull();
        (await store.GetAsync(_ben, Cancellation)).ShouldNotBeNull();
        (await FindAsync(store, _google)).ShouldBe(_ben.User);
    }

    /// <summary>Lets the instance die before each of its calls in turn, and after each of them.</summary>
    private async Task EverywhereAsync(
        Func<CosmosUserStore, Task> before, Func<CosmosUserStore, Task> act, Func<CosmosUserStore, Task> after)
    {
        var calls = 0;
        do
        {
            foreach (var isDone in (bool[])[false, true])
            {
                _account.Server.Clear();
                using var database = CosmosAccount.Open(_account.Server);
                var healthy = new CosmosUserStore(database, new IdentityEntries(database, _account.Time));
                await before(healthy);
                _death.Arm(calls, isDone);
                try
                {
                    await act(new CosmosUserStore(_account.Database, new IdentityEntries(_account.Database, _account.Time)));
                }
                catch (CosmosUnusableException)
                {
                    // It died.
                }

                await after(healthy);
            }

            calls++;
        }
        while (_death.IsDead);
        calls.ShouldBeGreaterThan(3);
    }

    private async Task MendAsync()
    {
        _account.Time.Advance(IdentityEntries.Grace + TimeSpan.FromMinutes(1));
        using var database = CosmosAccount.Open(_account.Server);
        var expired = new CosmosExpiredSignIns(new IdentityEntries(database, _account.Time));
        while (await expired.DeleteAsync(_account.Time.GetUtcNow(), 10, Cancellation) > 0)
        {
            // Until there is nothing left to mend.
        }
    }

    private static Task<UserId?> FindAsync(CosmosUserStore store, Identity identity) =>
        store.FindAsync(identity.Provider, identity.Subject, Cancellation);

    private static User UserOf(Owner owner) =>
        new() { Id = owner.User, Organisation = OrganisationId.Personal(owner.User), CreatedAt = Samples.Start };
}
