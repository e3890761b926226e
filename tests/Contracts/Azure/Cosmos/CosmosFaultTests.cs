using System.Security.Cryptography;
using InboxMind.Azure.Accounts;
using InboxMind.Azure.Admin;
using InboxMind.Azure.Answers;
using InboxMind.Azure.Audit;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Privacy;
using InboxMind.Contracts.Azure.Faults;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Audit;
using InboxMind.Core.Budgets;
using InboxMind.Core.Index;
using InboxMind.Core.Privacy;
using InboxMind.Testing;
using AccountSession = InboxMind.Core.Accounts.Sessions.Session;

namespace InboxMind.Contracts.Azure.Cosmos;

/// <summary>Each call of each operation goes wrong in each way, in turn: nothing is lost, and nothing is done twice.</summary>
public sealed class CosmosFaultTests(Azurite azurite)
{
    private static readonly Owner Anna = new(new UserId("anna"));
    private static readonly Identity Google = new(IdentityProvider.Google, "subject", "anna@example.com", Samples.Start);
    private static readonly MailboxId Home = new("home");
    private static readonly MailboxId Away = new("away");
    private static readonly OrganisationId Organisation = new("example.com");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Users_AnyCallGoesWrong_NothingIsLostOrTwice() => EverywhereAsync(
        static async account =>
        {
            var store = Store(account);
            await AgainAsync(() => store.CreateAsync(Anna, UserOf(Anna), Google, Cancellation));
            await store.UpdateAsync(Anna, static u => u with { DisplayName = u.DisplayName + "x" }, Cancellation);
        },
        static async account =>
        {
            var store = Store(account);
            (await store.GetAsync(Anna, Cancellation)).ShouldNotBeNull().DisplayName.ShouldBe("x");
            (await store.ListIdentitiesAsync(Anna, Cancellation)).ShouldBe([Google]);
            (await store.FindAsync(Google.Provider, Google.Subject, Cancellation)).ShouldBe(Anna.User);
        });

    [Fact]
    public Task Identities_AnyCallGoesWrong_NothingIsLostOrTwice()
    {
        var other = new Identity(IdentityProvider.Microsoft, "other", "anna@example.com", Samples.Start);
        return EverywhereAsync(
            async account =>
            {
                var store = Store(account);
                await AgainAsync(() => store.CreateAsync(Anna, UserOf(Anna), Google, Cancellation));
                await AgainAsync(() => store.LinkAsync(Anna, other, Cancellation));
                (await store.FindAsync(other.Provider, other.Subject, Cancellation)).ShouldBe(Anna.User);
                await AgainAsync(() => store.UnlinkAsync(Anna, Google.Provider, Google.Subject, keepLast: true, Cancellation));
                (await store.ListIdentitiesAsync(Anna, Cancellation)).ShouldBe([other]);
                await AgainAsync(() => store.RemoveAsync(Anna, Cancellation));
            },
            async account =>
            {
                var store = Store(account);
                (await store.GetAsync(Anna, Cancellation)).ShouldBeNull();
                (await store.FindAsync(Google.Provider, Google.Subject, Cancellation)).ShouldBeNull();
                (await store.FindAsync(other.Provider, other.Subject, Cancellation)).ShouldBeNull();
            });
    }

    [Fact]
    public async Task Secrets_AnyCallGoesWrong_NothingIsLostOrTwice()
    {
        using var keys = new CosmosKeys(azurite);
        await EverywhereAsync(
            async account =>
            {
                var secrets = new CosmosSecretStore(account.Database, keys.Ring);
                await AgainAsync(() => secrets.SaveAsync(Anna, Home, SecretKind.Password, "old", Cancellation));
                await AgainAsync(() => secrets.SaveAsync(Anna, Home, SecretKind.Password, "new", Cancellation));
                await AgainAsync(() => secrets.SaveAsync(Anna, Away, SecretKind.Password, "other", Cancellation));
                await AgainAsync(() => secrets.DeleteAsync(Anna, Away, SecretKind.Password, Cancellation));
            },
            async account =>
            {
                var secrets = new CosmosSecretStore(account.Database, keys.Ring);
                (await secrets.ReadAsync(Anna, Home, SecretKind.Password, Cancellation)).ShouldBe("new");
                (await secrets.ReadAsync(Anna, Away, SecretKind.Password, Cancellation)).ShouldBeNull();
            });
    }

    /// <summary>What administrators read changes nothing: it is right, or it fails as a store that cannot be used.</summary>
    [Fact]
    public async Task Administration_AnyCallGoesWrong_WhatIsReadIsWhole()
    {
        using var keys = new CosmosKeys(azurite);
        await keys.Audit.CurrentAsync(Cancellation);
        var scope = AdminScope.For(Organisation);
        await EverywhereAsync(
            async account =>
            {
                var search = new CosmosUserSearch(account.Database);
                var reader = new CosmosAuditReader(account.Database);
                await AgainAsync(async () => (await search.CountAsync(scope, null, Cancellation)).ShouldBe(1));
                await AgainAsync(async () => (await search.SearchAsync(scope, "anna", null, 0, 10, Cancellation)).Count.ShouldBe(1));
                await AgainAsync(async () => (await reader.CountAsync(scope, new AuditFilter(), Cancellation)).ShouldBe(1));
                await AgainAsync(
                    async () => (await reader.SearchAsync(scope, new AuditFilter(), null, 0, 10, Cancellation)).Count.ShouldBe(1));
                await AgainAsync(async () => (await reader.OfUserAsync(Anna, null, null, 10, Cancellation)).Count.ShouldBe(1));
                await AgainAsync(
                    async () => (await reader.OrganisationsAsync(scope, null, 10, Cancellation)).ShouldBe([Organisation]));
                var usage = new CosmosUsage(account.Database, new NoIndex());
                await AgainAsync(async () => (await usage.ReadAsync(scope, Cancellation)).Users.ShouldBe(1));
                await AgainAsync(async () => (await usage.ReadQuestionsAsync(scope, account.Time.GetUtcNow().AddHours(-1), Cancellation))
                    .Outcomes.ShouldHaveSingleItem().Value.ShouldBe(1));
                var today = DateOnly.FromDateTime(account.Time.GetUtcNow().UtcDateTime);
                await AgainAsync(async () => (await usage.ReadDaysAsync(scope, today, today, Cancellation))
                    .ShouldHaveSingleItem().Outcomes.ShouldHaveSingleItem().Value.ShouldBe(1));
                await AgainAsync(async () => (await usage.ReadStorageAsync(Cancellation)).UsedBytes.ShouldBe(0));
            },
            static _ => Task.CompletedTask,
            async account =>
            {
                await Store(account).CreateAsync(Anna, UserOf(Anna) with { Email = "anna@example.com" }, Google, Cancellation);
                await new CosmosQuestionCounts(account.Database, account.Time)
                    .AddAsync(Anna, QuestionOutcome.Answered, TimeSpan.FromSeconds(1), [], Cancellation);
                using var log = new CosmosAuditLog(account.Database, keys.Audit, account.Time);
                await log.AppendAsync(Event, Cancellation);
            });
    }

    [Fact]
    public async Task Cut_AnyCallGoesWrong_TheRestStillFits()
    {
        using var keys = new CosmosKeys(azurite);
        await keys.Audit.CurrentAsync(Cancellation);
        await EverywhereAsync(
            async account =>
            {
                using var log = new CosmosAuditLog(account.Database, keys.Audit, account.Time);
                await AgainAsync(() => log.CutAsync(Organisation, Samples.Start.AddHours(1), Cancellation));
            },
            async account =>
            {
                using var log = new CosmosAuditLog(account.Database, keys.Audit, account.Time);
                (await log.VerifyAsync(Organisation, Cancellation)).ShouldBe(new AuditCheck(1, null));
                (await log.CutAsync(Organisation, Samples.Start.AddHours(1), Cancellation)).ShouldBe(0);
            },
            async account =>
            {
                using var log = new CosmosAuditLog(account.Database, keys.Audit, account.Time);
                await log.AppendAsync(Event, Cancellation);
                await log.AppendAsync(Event, Cancellation);
                account.Time.Advance(TimeSpan.FromHours(2));
                await log.AppendAsync(Event, Cancellation);
            });
    }

    [Fact]
    public Task Sessions_AnyCallGoesWrong_NothingIsLostOrTwice() => EverywhereAsync(
        static async account =>
        {
            var store = new CosmosSessionStore(account.Database, account.Time);
            await AgainAsync(() => store.CreateAsync(Anna, Session(account), Hash("a"), Cancellation));
            var rotation = await store.RotateAsync(
                Anna, Session(account).Id, Hash("a"), Hash("b"), TimeSpan.FromDays(1), TimeSpan.FromDays(9), Cancellation);
            rotation.ShouldBe(Rotation.Rotated);
        },
        static async account =>
        {
            var store = new CosmosSessionStore(account.Database, account.Time);
            (await store.HoldsAsync(Anna, Session(account).Id, Hash("b"), Cancellation)).ShouldBeTrue();
            (await store.EndAllAsync(Anna, except: null, Cancellation)).ShouldBe(1);
            account.Server.Items("users").ShouldBeEmpty();
        });

    [Fact]
    public Task SignIns_AnyCallGoesWrong_NothingIsLostOrTwice() => EverywhereAsync(
        static async account =>
        {
            var signIns = new CosmosSignIns(account.Database, account.Time);
            var state = SHA256.HashData("state"u8);
            var attempt = new SignInAttempt(
                state, state, IdentityProvider.Google, SignInIntent.SignIn, null, account.Time.GetUtcNow().AddMinutes(10));
            await AgainAsync(() => signIns.SaveAsync(attempt, Cancellation));
            await AgainAsync(() => signIns.TakeAsync(state, Cancellation));
        },
        static async account => (await new CosmosSignIns(account.Database, account.Time)
            .TakeAsync(SHA256.HashData("state"u8), Cancellation)).ShouldBeNull("no one gets it a second time"));

    [Fact]
    public Task Budgets_AnyCallGoesWrong_NothingIsLostOrTwice() => EverywhereAsync(
        static async account =>
        {
            var budgets = new CosmosBudgets(account.Database, account.Time);
            (await budgets.TryTakeAsync(Anna, BudgetKind.Questions, 2, 3, Cancellation)).ShouldBeTrue();
            await budgets.ReturnAsync(Anna, BudgetKind.Questions, 1, Cancellation);
        },
        static async account => (await new CosmosBudgets(account.Database, account.Time)
            .UsedAsync(Anna, BudgetKind.Questions, Cancellation)).ShouldBe(1));

    [Fact]
    public Task Limits_AnyCallGoesWrong_NothingIsLostOrTwice() => EverywhereAsync(
        static async account => (await new CosmosSharedLimits(account.Database).TryTakeAsync("user", "anna", 1, 5, 10, Cancellation))
            .ShouldBeTrue(),
        static async account =>
        {
            var limits = new CosmosSharedLimits(account.Database);
            (await limits.TryTakeAsync("user", "anna", 1, 5, 10, Cancellation)).ShouldBeTrue();
            (await limits.TryTakeAsync("user", "anna", 1, 1, 10, Cancellation)).ShouldBeFalse();
        });

    [Fact]
    public Task Locks_AnyCallGoesWrong_NothingIsLostOrTwice() => EverywhereAsync(
        static async account => (await TakeAsync(account, "one")).ShouldBeTrue(),
        static async account => (await TakeAsync(account, "two")).ShouldBeFalse());

    [Fact]
    public Task Counts_AnyCallGoesWrong_NothingIsLostOrTwice() => EverywhereAsync(
        static account => new CosmosQuestionCounts(account.Database, account.Time)
            .AddAsync(Anna, QuestionOutcome.Answered, TimeSpan.FromSeconds(1), [], Cancellation),
        static async account => (await account.Database.User(Anna).ReadAsync<CosmosQuestionCounts.CountItem>(
            "test", UserKeys.Count(CosmosQuestionCounts.Hour(account.Time.GetUtcNow())), Cancellation)).ShouldNotBeNull()
            .Value.Counts.ShouldHaveSingleItem().Count.ShouldBe(1));

    [Fact]
    public Task Questions_AnyCallGoesWrong_NothingIsLostOrTwice() => EverywhereAsync(
        static account => new CosmosQuestionLog(account.Database).AppendAsync(Anna, Question, Cancellation),
        static async account =>
        {
            var log = new CosmosQuestionLog(account.Database);
            (await log.ListAsync(Anna, null, new QuestionRange(null, 0, 10), Cancellation)).ShouldHaveSingleItem().Id
                .ShouldBe(Question.Id);
            (await log.EraseAsync(Anna, Cancellation)).ShouldBe(1);
        });

    [Fact]
    public async Task Audit_AnyCallGoesWrong_NothingIsLostOrTwice()
    {
        using var keys = new CosmosKeys(azurite);
        await keys.Audit.CurrentAsync(Cancellation);
        await EverywhereAsync(
            async account =>
            {
                using var log = new CosmosAuditLog(account.Database, keys.Audit, account.Time);
                await log.AppendAsync(Event, Cancellation);
                (await log.AppendOnceAsync(Event with { Kind = AuditKind.AccountErased }, Samples.Start, Cancellation)).ShouldBeTrue();
            },
            async account =>
            {
                using var log = new CosmosAuditLog(account.Database, keys.Audit, account.Time);
                (await log.VerifyAsync(Organisation, Cancellation)).ShouldBe(new AuditCheck(2, null));
                (await log.ListAsync(Organisation, 0, 10, Cancellation)).Select(static e => e.Kind)
                    .ShouldBe([AuditKind.SignIn, AuditKind.AccountErased]);
            });
    }

    [Fact]
    public Task Erasures_AnyCallGoesWrong_NothingIsLostOrTwice() => EverywhereAsync(
        static async account =>
        {
            var erasures = new CosmosErasures(account.Database);
            var erasure = new Erasure(Anna.User, Organisation, Samples.Start, "192.0.2.7", "request");
            await erasures.SaveAsync(Anna, erasure, Cancellation);
            await erasures.SaveAsync(Anna, erasure with { FinishedAt = Samples.Start.AddMinutes(1) }, Cancellation);
        },
        static async account => (await new CosmosErasures(account.Database).GetAsync(Anna, Cancellation)).ShouldNotBeNull()
            .FinishedAt.ShouldBe(Samples.Start.AddMinutes(1)));

    /// <summary>Runs an operation with each of its calls gone wrong, on accounts of their own side by side.</summary>
    /// <param name="act">The operation.</param>
    /// <param name="check">What holds afterwards.</param>
    /// <param name="begin">What is there before; none of its calls goes wrong.</param>
    private static async Task EverywhereAsync(
        Func<CosmosAccount, Task> act, Func<CosmosAccount, Task> check, Func<CosmosAccount, Task>? begin = null)
    {
        var calls = await RunAsync(Fault.FailsBefore, int.MaxValue, act, check, begin);
        calls.ShouldBeGreaterThan(0);
        await Task.WhenAll(Enum.GetValues<Fault>().SelectMany(fault => Enumerable.Range(0, calls).Select(
            call => Task.Run(() => RunAsync(fault, call, act, check, begin)))));
    }

    /// <returns>How many calls it made.</returns>
    private static async Task<int> RunAsync(
        Fault fault, int call, Func<CosmosAccount, Task> act, Func<CosmosAccount, Task> check, Func<CosmosAccount, Task>? begin)
    {
        var faults = new OneFaultHandler();
        using var account = new CosmosAccount(inner =>
        {
            faults.InnerHandler ??= inner;
            return faults;
        });
        await account.Database.EnsureAsync(Cancellation);
        if (begin is not null)
            await begin(account);
        faults.Arm(fault, call);
        try
        {
            await act(account);
            var made = faults.Calls;
            await check(account);
            return made;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{fault} at call {call}", e);
        }
    }

    /// <summary>Does a step again that failed, as its caller's caller does.</summary>
    private static async Task AgainAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (CosmosUnusableException)
        {
            await step();
        }
    }

    private sealed class NoIndex : IIndexSize
    {
        public Task<IndexSize> ReadAsync(Owner owner, CancellationToken cancellation) => Task.FromResult(default(IndexSize));
    }

    private static CosmosUserStore Store(CosmosAccount account) =>
        new(account.Database, new IdentityEntries(account.Database, account.Time));

    private static Task<bool> TakeAsync(CosmosAccount account, string holder) => new CosmosTokenLocks(account.Database, account.Time)
        .TryTakeAsync(Anna, new MailboxId("home"), holder, TimeSpan.FromMinutes(1), Cancellation);

    private static User UserOf(Owner owner) => new() { Id = owner.User, Organisation = Organisation, CreatedAt = Samples.Start };

    private static AccountSession Session(CosmosAccount account) => new()
    {
        Id = new SessionId("00112233445566778899aabbccddeeff"),
        CreatedAt = account.Time.GetUtcNow(),
        LastUsedAt = account.Time.GetUtcNow(),
        ExpiresAt = account.Time.GetUtcNow().AddDays(1),
    };

    private static byte[] Hash(string token) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token));

    private static readonly AskedQuestion Question = new()
    {
        Id = new QuestionId("question"),
        Conversation = new ConversationId("conversation"),
        AskedAt = Samples.Start,
        Question = "Who?",
        Answer = "Anna.",
        Found = true,
    };

    private static readonly AuditEvent Event = new()
    {
        Kind = AuditKind.SignIn,
        Organisation = Organisation,
        Actor = Anna.User,
        Origin = new RequestOrigin("request", "192.0.2.7", ""),
    };
}
