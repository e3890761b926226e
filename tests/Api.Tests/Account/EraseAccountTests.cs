using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using InboxMind.Api.Auth;
using InboxMind.Api.Tests.Auth;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Audit;
using InboxMind.Core.Connecting;
using InboxMind.Core.Deletion;
using InboxMind.Core.Import;
using InboxMind.Core.Index;
using InboxMind.Core.Privacy;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Core.Work;
using InboxMind.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Account;

/// <summary>Erasing an account, with everything below it real but the provider.</summary>
public sealed class EraseAccountTests : IAsyncLifetime
{
    private const string Path = "/api/v1/account?confirm=erase";

    private readonly Provider _provider = new();
    private readonly TempFolder _mail = new();
    private AuthApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _api = await AuthApi.StartAsync(services => services.AddSingleton<IMailProvider>(_provider));

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _mail.Dispose();
    }

    [Theory]
    [InlineData("/api/v1/account")]
    [InlineData("/api/v1/account?confirm=yes")]
    public async Task Delete_NotConfirmed_ErasesNothing(string path)
    {
        var (owner, token) = await FilledAsync("anna");
        using var response = await _api.SendAsync(HttpMethod.Delete, path, token);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors").TryGetProperty("confirm", out _)
            .ShouldBeTrue();
        (await _api.Get<IMailStore>().CountAsync(owner, Cancellation)).ShouldBe(2);
        _provider.Revoked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_SignedInLongAgo_HasToSignInAgain()
    {
        var (owner, _) = await FilledAsync("anna");
        var (_, session, _) = await _api.SignInAsync("anna");
        _api.Time.Advance(CloseAccount.FreshSignIn + TimeSpan.FromSeconds(1));
        using var response = await _api.SendAsync(
            HttpMethod.Delete, Path, await _api.Get<AccessTokens>().IssueAsync(owner, session.Session.Id, Cancellation));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await _api.Get<IMailStore>().CountAsync(owner, Cancellation)).ShouldBe(2);
        (await _api.Get<IErasures>().GetAsync(owner, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Delete_Account_LeavesNothingOfTheUserAndAllOfTheOther()
    {
        var (anna, token) = await FilledAsync("anna");
        var (ben, bens) = await FilledAsync("ben");
        (await FindAsync(SecretsOf("anna"))).ShouldNotBeEmpty("the search would find it");
        var organisation = OrganisationId.Personal(anna.User);

        using var response = await _api.SendAsync(HttpMethod.Delete, Path, token);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        body.GetProperty("state").GetString().ShouldBe("erased");
        body.GetProperty("consent_pages").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("https://provider.example/consent");
        _provider.Revoked.ShouldBe(["kept-anna"]);
        await ShouldBeGoneAsync("anna", organisation);
        using (var me = await _api.MeAsync(token))
            me.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        await ShouldBeWholeAsync(ben, bens);
        await SettleAsync();
        await ShouldBeWholeAsync(ben, await _api.Get<AccessTokens>()
            .IssueAsync(ben, (await _api.Get<ISessionStore>().ListAsync(ben, Cancellation))[0].Id, Cancellation));
        (await _api.Get<IErasures>().ListAsync(10, Cancellation)).ShouldBeEmpty();
        await ShouldBeGoneAsync("anna", organisation);
        (await _api.Get<IAuditLog>().VerifyAsync(organisation, Cancellation)).FirstBroken.ShouldBeNull();
    }

    [Fact]
    public async Task Run_KilledAfterAnyCall_GoesOnToTheEnd()
    {
        var kills = 0;
        for (var n = 1; ; n++)
        {
            var name = $"anna-{n}";
            var (owner, _) = await FilledAsync(name);
            var (_, session, _) = await _api.SignInAsync(name);
            var calls = 0;
            void Die(string call)
            {
                if (++calls == n)
                    throw new KilledException();
            }

            var caller = new Caller((await _api.Get<IUserStore>().GetAsync(owner, Cancellation))!, session.Session.Id, Role.User);
            var erase = Doomed(Die);
            try
            {
                (await erase.BeginAsync(caller, RequestOrigin.CommandLine, Cancellation)).ShouldNotBeNull();
                await erase.EraseAsync(owner, Cancellation);
            }
            catch (KilledException)
            {
                kills++;
            }

            if (calls < n)
                break;
            if (await _api.Get<IErasures>().GetAsync(owner, Cancellation) is null)
            {
                // Killed before it was noted: nothing was done, and the person asks again.
                (await _api.Get<IMailStore>().CountAsync(owner, Cancellation)).ShouldBe(2);
                continue;
            }

            await SettleAsync();
            await SettleAsync();
            await ShouldBeGoneAsync(name, OrganisationId.Personal(owner.User));
            (await _api.Get<IErasures>().GetAsync(owner, Cancellation)).ShouldBeNull();
        }

        kills.ShouldBeGreaterThan(15);
    }

    [Fact]
    public async Task Run_TwoAtOnceHoweverTheyMeet_WriteOneReceipt()
    {
        // The second stops before any of its calls and goes on when the first is done.
        for (var n = 1; ; n += 3)
        {
            var name = $"twice-{n}";
            var (owner, _) = await FilledAsync(name);
            var (_, session, _) = await _api.SignInAsync(name);
            var caller = new Caller((await _api.Get<IUserStore>().GetAsync(owner, Cancellation))!, session.Session.Id, Role.User);
            var first = _api.Get<EraseAccount>();
            (await first.BeginAsync(caller, RequestOrigin.CommandLine, Cancellation)).ShouldNotBeNull();
            var calls = 0;
            void Meet(string call)
            {
                if (++calls == n)
                    first.EraseAsync(owner, Cancellation).GetAwaiter().GetResult();
            }

            // Not while consents are taken back: there each waits for its turn, by a clock that stands here.
            var second = new EraseAccount(
                _api.Get<CloseAccount>(), _api.Get<IUserStore>(),
                [.. _api.Services.GetServices<IUserData>().Select(d => Intercepted.Of(d, after: Meet))],
                Intercepted.Of(_api.Get<IErasures>(), after: Meet), Intercepted.Of(_api.Get<IAuditLog>(), after: Meet), _api.Time);
            await second.EraseAsync(owner, Cancellation);

            var organisation = OrganisationId.Personal(owner.User);
            (await _api.AuditAsync(organisation)).Count(static e => e.Kind == AuditKind.AccountErased).ShouldBe(1, $"met at call {n}");
            (await _api.Get<IMailStore>().CountAsync(owner, Cancellation)).ShouldBe(0);
            if (calls < n)
                break;
        }
    }

    [Fact]
    public async Task Run_WorkUnderWayWritesAfterwards_IsErasedWhenItSettled()
    {
        var (owner, token) = await FilledAsync("anna");
        (await _api.SendAsync(HttpMethod.Delete, Path, token)).Dispose();

        // A worker that had read the mail before, and died before it looked again.
        await _api.Get<IMailIndex>().WriteAsync(
            owner, "m@1/2",
            [
                new IndexedMail(
                    new EmailId(new string('a', EmailId.Length)), "zqlate", "", "", DateTimeOffset.UnixEpoch, [], HasAttachments: false,
                    "zqlate", "",
                    [new IndexedChunk(0, 6, ContentHash.Compute("zqlate"), new float[] { 1, 0 })]),
            ],
            Cancellation);
        (await FindAsync(["zqlate"])).ShouldNotBeEmpty();

        await SettleAsync();

        (await FindAsync(["zqlate"])).ShouldBeEmpty();
        File.Exists(System.IO.Path.Combine(_api.Data, "index", "anna.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_SyncUnderWay_LosesItsLease()
    {
        var (owner, token) = await FilledAsync("anna");
        var mailbox = (await _api.Get<IMailboxStore>().ListAsync(owner, Cancellation)).Single(static m => m.Connection is not null).Id;
        var lease = (await _api.Get<ISyncStateStore>().AcquireAsync(owner, mailbox, "running", TimeSpan.FromMinutes(1), Cancellation))!;

        using var response = await _api.SendAsync(HttpMethod.Delete, Path, token);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<LeaseLostException>(() => _api.Get<ISyncStateStore>()
            .RenewAsync(owner, lease, TimeSpan.FromMinutes(1), Cancellation));
    }

    [Fact]
    public async Task Delete_LocalUser_CanBeginAnewAtOnce()
    {
        await _api.Get<LocalUser>().GetAsync(Cancellation);
        var (owner, token) = await FilledAsync("local");
        using var response = await _api.SendAsync(HttpMethod.Delete, Path, token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeGoneAsync("local", OrganisationId.Personal(owner.User));

        (await _api.Get<LocalUser>().GetAsync(Cancellation)).Active.ShouldBeTrue();
        await ImportAsync(owner, "again");
        await SettleAsync();

        (await _api.Get<IMailStore>().CountAsync(owner, Cancellation)).ShouldBe(2, "what is new is not erased");
    }

    private static string[] SecretsOf(string name) =>
        [$"zqsubject{name}x", $"zqtext{name}x", $"zq.sender.{name}x@example.org", $"zqname{name}x", $"zqfolder{name}x", $"zqaside{name}x"];

    /// <summary>A user with mail, an identity, a mailbox at a provider, mail set aside, mail deleted, and work that waits.</summary>
    private async Task<(Owner Owner, string Token)> FilledAsync(string name)
    {
        var (owner, _, token) =
            await _api.SignInAsync(name, u => u with { Email = $"zq.sender.{name}x@example.org", DisplayName = $"zqname{name}x" });
        var user = (await _api.Get<IUserStore>().GetAsync(owner, Cancellation))!;
        await _api.Get<IUserStore>()
            .LinkAsync(owner, new Identity(IdentityProvider.Google, $"s-{name}", $"zq.sender.{name}x@example.org", _api.Time.GetUtcNow()),
                Cancellation);
        var grant = new ProviderGrant(
            new ProviderIdentity(IdentityProvider.Google, $"s-{name}", $"zq.sender.{name}x@example.org", EmailIsProven: true, "",
                HostedBy: null),
            new ProviderToken("access", _api.Time.GetUtcNow().AddHours(1), $"kept-{name}"));
        await _api.Get<ConnectMailbox>().ConnectAsync(user, _provider, grant, RequestOrigin.CommandLine, Cancellation);
        await ImportAsync(owner, name);
        var store = _api.Get<IMailStore>();
        await store.SetAsideAsync(
            owner, new SetAsideMail(new EmailId(new string('q', EmailId.Length)), MailboxId.Imported, $"zqfolder{name}x", "unreadable",
                _api.Time.GetUtcNow()),
            Encoding.UTF8.GetBytes($"zqaside{name}x"), Cancellation);
        var kept = (await _api.Get<IMailExport>().ListAsync(owner, MailboxId.Imported, after: null, 1, Cancellation))[0].Id;
        await _api.Get<IQuestionLog>().AppendAsync(
            owner,
            new AskedQuestion
            {
                Id = QuestionId.New(),
                Conversation = ConversationId.New(),
                AskedAt = _api.Time.GetUtcNow(),
                Question = $"zqname{name}x?",
                Answer = $"zqtext{name}x [1]",
                Found = true,
                Sources = [kept],
            },
            Cancellation);
        await _api.Get<IWorkQueue>()
            .SendAsync(WorkQueues.SyncMailbox, [new SyncMailboxWork(owner.User.Value, "imported").ToBody(), "no json"], Cancellation);
        return (owner, token);
    }

    [Fact]
    public async Task ResumeErasures_AtTheStartOfAProcess_GoesOnWithOneThatJustBegan()
    {
        var (owner, _) = await FilledAsync("late");
        await _api.Get<IErasures>().SaveAsync(
            owner, new Erasure(owner.User, new OrganisationId("example.org"), _api.Time.GetUtcNow(), "192.0.2.7", "request"), Cancellation);

        (await _api.Get<ResumeErasures>().ResumeAsync(Cancellation)).ShouldBe(0, "the request that began it may still be at it");
        (await _api.Get<ResumeErasures>().ResumeAsync(atStart: true, Cancellation)).ShouldBe(1);

        (await _api.Get<IMailStore>().CountAsync(owner, Cancellation)).ShouldBe(0);
        (await _api.Get<ResumeErasures>().ResumeAsync(atStart: true, Cancellation)).ShouldBe(0, "it settles");
    }

    private async Task ImportAsync(Owner owner, string name)
    {
        var folder = Directory.CreateDirectory(_mail[$"{name}/zqfolder{name}x"]).FullName;
        for (var i = 0; i < 3; i++)
        {
            await File.WriteAllTextAsync(
                System.IO.Path.Combine(folder, $"{i}.eml"),
                $"From: zqname{name}x <zq.sender.{name}x@example.org>\nTo: b@example.org\nDate: Tue, 2 Jan 2024 10:0{i}:00 +0000\n"
                + $"Message-ID: <{i}.{name}@example.org>\n{(i == 0 ? "" : $"In-Reply-To: <{i - 1}.{name}@example.org>\n")}"
                + $"Subject: zqsubject{name}x {i}\n\nzqtext{name}x number {i}\n",
                Cancellation);
        }

        await _api.Get<ImportMail>().ImportAsync(owner, MailFiles.Open([folder]), new ImportProgress(), Cancellation);
        var one = (await _api.Get<IMailExport>().ListAsync(owner, MailboxId.Imported, after: null, 1, Cancellation))[0].Id;
        (await _api.Get<DeleteMail>().DeleteAsync(owner, [one], Cancellation)).ShouldBe(1);
    }

    /// <summary>Lets work that was under way be over, and the sweep run.</summary>
    private async Task SettleAsync()
    {
        _api.Time.Advance(EraseAccount.Settling);
        await _api.Get<ResumeErasures>().ResumeAsync(Cancellation);
    }

    private EraseAccount Doomed(Action<string> die) => new(
        new CloseAccount(
            Intercepted.Of(_api.Get<IUserStore>(), after: die), Intercepted.Of(_api.Get<ISessionStore>(), after: die),
            Intercepted.Of(_api.Get<IMailboxStore>(), after: die),
            new RevokeConsent(
                Intercepted.Of(_api.Get<IMailboxStore>(), after: die), Intercepted.Of(_api.Get<ISecretStore>(), after: die), [_provider],
                _api.Get<ITokenLocks>(), _api.Time),
            _api.Time),
        Intercepted.Of(_api.Get<IUserStore>(), after: die),
        [.. _api.Services.GetServices<IUserData>().Select(d => Intercepted.Of(d, after: die))],
        Intercepted.Of(_api.Get<IErasures>(), after: die),
        Intercepted.Of(_api.Get<IAuditLog>(), after: die), _api.Time);

    private async Task ShouldBeGoneAsync(string name, OrganisationId organisation)
    {
        var owner = new Owner(new UserId(name));
        (await FindAsync(SecretsOf(name))).ShouldBeEmpty();
        Rows(name).ShouldBeEmpty();
        File.Exists(System.IO.Path.Combine(_api.Data, "index", $"{name}.db")).ShouldBeFalse();
        (await _api.Get<IUserStore>().GetAsync(owner, Cancellation)).ShouldBeNull();
        (await _api.Get<IIdentityDirectory>().FindAsync(IdentityProvider.Google, $"s-{name}", Cancellation)).ShouldBeNull();
        (await _api.Get<IAuditLog>().PseudonymAsync(owner, Cancellation)).ShouldBeNull();
        var receipt = (await _api.AuditAsync(organisation)).Where(static e => e.Kind == AuditKind.AccountErased).ShouldHaveSingleItem();
        receipt.Actor.ShouldNotContain(name);
    }

    private async Task ShouldBeWholeAsync(Owner owner, string token)
    {
        var name = owner.User.Value;
        foreach (var secret in SecretsOf(name).Where(static s => !s.StartsWith("zqtext", StringComparison.Ordinal)))
            (await FindAsync([secret])).ShouldNotBeEmpty(secret);
        (await _api.Get<IMailStore>().CountAsync(owner, Cancellation)).ShouldBe(2);
        (await _api.Get<IMailboxStore>().ListAsync(owner, Cancellation)).Count.ShouldBe(2);
        (await _api.Get<IQuestionLog>().ListAsync(owner, conversation: null, new QuestionRange(null, 0, 10), Cancellation))
            .ShouldHaveSingleItem().Answer.ShouldNotBeNull();
        File.Exists(System.IO.Path.Combine(_api.Data, "index", $"{name}.db")).ShouldBeTrue();
        using var me = await _api.MeAsync(token);
        me.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>The files that hold one of these texts.</summary>
    private async Task<List<string>> FindAsync(string[] texts)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(_api.Data, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, Cancellation);
            found.AddRange(texts.Where(t => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(t)) >= 0).Select(t => $"{t} in {file}"));
        }

        return found;
    }

    /// <summary>The tables that name the user: what is compressed shows by its row.</summary>
    private List<string> Rows(string user)
    {
        using var connection = new SqliteConnection($"Data Source={_api.Data}/inboxmind.db;Pooling=false;Mode=ReadOnly");
        connection.Open();
        List<string> Query(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read())
                rows.Add(reader.GetString(0));
            return rows;
        }

        var tables =
            Query("SELECT t.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c ON c.name = 'user' WHERE t.type = 'table'");
        tables.Count.ShouldBeGreaterThan(15);
        List<string> found =
            [.. tables.Except(["erasure"]).Where(t => Query($"SELECT 'x' FROM {t} WHERE user = '{user}' LIMIT 1").Count > 0)];
        found.AddRange(
            Query($"SELECT body FROM work WHERE instr(body, '\"{user}\"') UNION ALL SELECT body FROM poisoned_work WHERE instr(body, "
                + $"'\"{user}\"')"));
        return found;
    }

    private sealed class KilledException : Exception;

    private sealed class Provider : IMailProvider
    {
        public List<string> Revoked { get; } = [];

        public Uri? ConsentPage => new("https://provider.example/consent");

        IdentityProvider IMailProvider.Provider => IdentityProvider.Google;

        public Task<Uri> AuthorizationAddressAsync(AuthorizationRequest request, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<ProviderGrant> RedeemAsync(string code, AuthorizationRequest request, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<ProviderToken> RefreshAsync(string kept, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<bool> RevokeAsync(string kept, CancellationToken cancellation)
        {
            Revoked.Add(kept);
            return Task.FromResult(false);
        }

        public ImapConnection Connection(string email) =>
            new("imap.example.org", 993, email, ImapSecurity.Tls, ImapAuth.OAuthToken, AllowPrivateNetwork: false);
    }
}
