using System.Net;
using System.Text;
using System.Text.Json;
using InboxMind.Api.Tests.Account;
using InboxMind.Core.Audit;
using InboxMind.Core.Deletion;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Search;
using InboxMind.Core.Sync;
using InboxMind.Core.Work;
using InboxMind.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Api.Tests.Emails;

/// <summary>Deleting mail over HTTP.</summary>
public sealed class DeleteTests : IAsyncLifetime
{
    private static readonly MailboxId Home = new("home");

    private readonly WordEmbeddings _model = new();
    private Func<Task> _writing = static () => Task.CompletedTask;
    private MailApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await MailApi.StartAsync(services => services
        .AddSingleton(_model.Model)
        .AddSingleton(s => WatchedIndex.Around((IMailIndex)s.GetRequiredService<IVectorCache>(), (_, _) => _writing())));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Delete_Mail_IsGoneEverywhereAndAudited()
    {
        var id = await _api.AddAsync(MailApi.Letter("Doomed", 1));
        await _api.AddAsync(MailApi.Letter("Kept", 2));

        (await DeleteAsync($"/{id}")).ShouldBe(HttpStatusCode.NoContent);

        (await DeleteAsync($"/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await _api.SubjectsAsync("")).ShouldBe(["Kept"]);
        (await _api.SubjectsAsync("q=doomed")).ShouldBeEmpty();
        foreach (var path in new[] { "", "/raw" })
        {
            using var response = await _api.SendAsync(HttpMethod.Get, $"/api/v1/emails/{id}{path}");
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        await _api.WorkAsync();
        (await IndexedAsync("doomed")).ShouldBe(0);
        var entry = (await AuditAsync())[^1];
        (entry.Kind, entry.Outcome, entry.Detail).ShouldBe((AuditKind.Deletion, AuditOutcome.Done, "email"));
    }

    [Fact]
    public async Task Delete_MailThatTheServerStillHas_DoesNotComeBackWithTheNextSync()
    {
        var raw = MailApi.Letter("Doomed", 1);
        var id = await _api.AddAsync(raw);
        await DeleteAsync($"/{id}");

        var kind = await SyncedAsync(raw);

        kind.ShouldBe(SaveKind.Deleted);
        (await _api.SubjectsAsync("")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_WhileItIsBeingIndexed_LeavesNothingInTheIndex()
    {
        var id = await _api.AddAsync(MailApi.Letter("Racing", 1), index: false);
        _writing = async () => (await DeleteAsync($"/{id}")).ShouldBe(HttpStatusCode.NoContent);

        await _api.Get<IndexMessages>().IndexAsync(_api.Anna, [id], again: false, Cancellation);

        (await IndexedAsync("racing")).ShouldBe(0);
        await _api.WorkAsync();
        (await IndexedAsync("racing")).ShouldBe(0);
    }

    [Fact]
    public async Task Delete_WhileItIsBeingEmbedded_LeavesNothingInTheIndex()
    {
        var id = await _api.AddAsync(MailApi.Letter("Racing", 1));
        _model.Asked = _ => DeleteAsync($"/{id}").GetAwaiter().GetResult().ShouldBe(HttpStatusCode.NoContent);

        await _api.Get<EmbedMail>().EmbedAsync(_api.Anna, TimeSpan.MaxValue, static _ => { }, Cancellation);

        await _api.WorkAsync();
        (await IndexedAsync("racing")).ShouldBe(0);
        (await _api.Get<IMailIndex>().VectorModelsAsync(_api.Anna, Cancellation)).ShouldBeEmpty("no vector was written");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?confirm=yes")]
    [InlineData("?confirm=all&confirm=all")]
    public async Task DeleteAll_WithoutConfirmation_DeletesNothing(string query)
    {
        await _api.AddAsync(MailApi.Letter("Kept", 1));

        using var response = await _api.SendAsync(HttpMethod.Delete, $"/api/v1/emails{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancellation))
            .GetProperty("errors").TryGetProperty("confirm", out _).ShouldBeTrue();
        (await _api.SubjectsAsync("")).ShouldBe(["Kept"]);
    }

    [Fact]
    public async Task DeleteAll_Confirmed_EmptiesStoreAndIndexAndPausesSync()
    {
        await ConnectAsync();
        var raw = MailApi.Letter("Mail 0", 0);
        await _api.AddAsync(raw);
        for (var i = 1; i < 5; i++)
            await _api.AddAsync(MailApi.Letter($"Mail {i}", i));
        await _api.Get<IMailStore>().SetAsideAsync(
            _api.Anna, new SetAsideMail(new EmailId(new string('a', EmailId.Length)), Home, "x", "y", DateTimeOffset.UnixEpoch),
            new byte[] { 1 }, Cancellation);

        using var response = await _api.SendAsync(HttpMethod.Delete, "/api/v1/emails?confirm=all");

        var deleted = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancellation));
        (deleted.GetProperty("emails").GetInt32(), deleted.GetProperty("quarantined").GetInt32(), deleted.GetProperty("paused").GetInt32())
            .ShouldBe((5, 1, 1));
        (await _api.SubjectsAsync("")).ShouldBeEmpty();
        (await _api.Get<IMailStore>().ListSetAsideAsync(_api.Anna, 10, Cancellation)).ShouldBeEmpty();
        (await _api.Get<IMailboxStore>().GetAsync(_api.Anna, Home, Cancellation))!.Sync.Enabled.ShouldBeFalse();
        await _api.WorkAsync();
        (await IndexedAsync("mail")).ShouldBe(0);
        (await SyncedAsync(raw)).ShouldBe(SaveKind.Deleted);
        var entry = (await AuditAsync())[^1];
        (entry.Kind, entry.Outcome, entry.Detail).ShouldBe((AuditKind.Deletion, AuditOutcome.Done, "all mail"));

        using var again = await _api.SendAsync(HttpMethod.Delete, "/api/v1/emails?confirm=all");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task DeleteAll_WhileASyncRuns_DeletesWhatIsThereAndAsksToCallAgain()
    {
        await ConnectAsync();
        await _api.AddAsync(MailApi.Letter("Mail", 0));
        var lease = await _api.Get<ISyncStateStore>().AcquireAsync(_api.Anna, Home, "a sync", TimeSpan.FromMinutes(1), Cancellation);

        (await DeleteAsync("?confirm=all")).ShouldBe(HttpStatusCode.Conflict);

        (await _api.SubjectsAsync("")).ShouldBeEmpty();
        await _api.Get<ISyncStateStore>().ReleaseAsync(_api.Anna, lease!, Cancellation);
        (await DeleteAsync("?confirm=all")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task DeleteAll_WhileAnImportGoesOn_EndsAndLeavesWhatCameLater()
    {
        await AddEarlyAsync(20);
        var stored = 0;

        // Each time that something was deleted, something else has come in.
        var store = Intercepted.Of(_api.Get<IMailStore>(), after: call =>
        {
            if (call == nameof(IMailStore.DeleteAsync))
                AddLate(stored++);
        });

        (await DeleteAllAsync(store)).Emails.ShouldBe(20);

        (await _api.SubjectsAsync("")).ShouldBe(["Late 0"]);
        (await IndexedAsync("early")).ShouldBe(0);
    }

    [Fact]
    public async Task DeleteAll_MuchMail_ThrowsTheIndexAwayAndTakesNothingOutOfItOneByOne()
    {
        await AddEarlyAsync(30);
        var calls = new List<string>();
        var index = Intercepted.Of(_api.Get<IMailIndex>(), before: call =>
        {
            if (call is nameof(IMailIndex.RemoveAsync) or nameof(IMailIndex.ClearAsync))
                calls.Add(call);
        });

        await DeleteAllAsync(index: index);

        calls[0].ShouldBe(nameof(IMailIndex.ClearAsync));
        (await _api.Get<IWorkQueue>().CountAsync(WorkQueues.IndexMail, Cancellation)).ShouldBe(0, "nothing is left to do");
        (await _api.Get<IMailStore>().ListRemovedAsync(_api.Anna, after: null, 1, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAll_WhileMuchArrives_KeepsItsIndexAndTakesOutWhatWasDeleted()
    {
        await AddEarlyAsync(10);
        var store = Intercepted.Of(_api.Get<IMailStore>(), after: call =>
        {
            if (call == nameof(IMailStore.DeleteAsync))
            {
                AddLate(0);
                AddLate(1);
            }
        });
        var before = await _api.Get<IMailIndex>().StateAsync(_api.Anna, Cancellation);

        await DeleteAllAsync(store);
        await _api.WorkAsync();

        (await _api.Get<IMailIndex>().StateAsync(_api.Anna, Cancellation)).Id.ShouldBe(before.Id);
        (await IndexedAsync("early")).ShouldBe(0);
        (await _api.Get<IMailStore>().ListRemovedAsync(_api.Anna, after: null, 1, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAll_MailIndexedMeanwhile_IsIndexedAgain()
    {
        await AddEarlyAsync(20);
        var began = new FakeTimeProvider(_api.Api.Time.GetUtcNow());
        AddLate(0, isIndexed: true);

        await DeleteAllAsync(time: began);

        await _api.WorkAsync();
        (await IndexedAsync("early")).ShouldBe(0);
        (await _api.SubjectsAsync("q=late")).ShouldBe(["Late 0"]);
    }

    [Theory]
    [InlineData(nameof(IMailIndex.ClearAsync), true)]
    [InlineData(nameof(IMailIndex.ClearAsync), false)]
    [InlineData(nameof(IMailIndex.RemoveAsync), true)]
    [InlineData(nameof(IMailIndex.StateAsync), true)]
    [InlineData(nameof(IMailIndex.StateAsync), false)]
    public async Task DeleteAll_StoppedWhileTheIndexIsEmptied_LeavesNothingThatAnswersAndLosesNothing(string at, bool isBefore)
    {
        await AddEarlyAsync(20);
        var began = new FakeTimeProvider(_api.Api.Time.GetUtcNow());
        AddLate(0, isIndexed: true);
        void Stop(string call)
        {
            if (call == at)
                throw new OperationCanceledException();
        }

        var index = Intercepted.Of(_api.Get<IMailIndex>(), before: isBefore ? Stop : null, after: isBefore ? null : Stop);

        await Should.ThrowAsync<OperationCanceledException>(() => DeleteAllAsync(index: index, time: began));

        await _api.WorkAsync();
        (await IndexedAsync("early")).ShouldBe(0);
        (await _api.SubjectsAsync("q=late")).ShouldBe(["Late 0"]);
        (await _api.Get<IMailStore>().ListRemovedAsync(_api.Anna, after: null, 1, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAll_CallerHangsUp_IsDoneNevertheless()
    {
        using var hangUp = new CancellationTokenSource();
        await using var api = await MailApi.StartAsync(services => services
            .AddSingleton<IStartupFilter>(new Caller(hangUp.Token))
            .AddSingleton(s => Intercepted.Of((IMailIndex)s.GetRequiredService<IVectorCache>(), before: call =>
            {
                if (call == nameof(IMailIndex.ClearAsync))
                    hangUp.Cancel();
            })));
        await api.AddAsync(MailApi.Letter("Doomed", 1));

        using var response = await api.SendAsync(HttpMethod.Delete, "/api/v1/emails?confirm=all");

        hangUp.IsCancellationRequested.ShouldBeTrue();
        (await api.Api.AuditAsync(OrganisationId.Personal(api.Anna.User)))[^1].Outcome.ShouldBe(AuditOutcome.Done);
        (await api.Get<IMailStore>().ListRemovedAsync(api.Anna, after: null, 1, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAll_WhileOthersWorkOnTheIndex_LeavesItToTheEndWhatGoes()
    {
        var ids = await AddEarlyAsync(20);
        var (meanwhile, embedded, read) = (0L, 0, 0);
        var store = Intercepted.Of(_api.Get<IMailStore>(), after: call =>
        {
            if (call == nameof(IMailStore.DeleteAsync))
                WorkOnIndexAsync().GetAwaiter().GetResult();
        });

        await DeleteAllAsync(store);

        (meanwhile, embedded, read).ShouldBe((20, 0, 0));
        (await IndexedAsync("early")).ShouldBe(0);
        (await _api.Get<IMailStore>().ListRemovedAsync(_api.Anna, after: null, 1, Cancellation)).ShouldBeEmpty();

        async Task WorkOnIndexAsync()
        {
            await _api.Get<IndexMessages>().IndexAsync(_api.Anna, ids, again: false, Cancellation);
            await _api.Get<EmbedMail>().EmbedAsync(_api.Anna, TimeSpan.MaxValue, _ => embedded++, Cancellation);
            await _api.Get<ReadAttachments>().ReadAsync(_api.Anna, TimeSpan.MaxValue, _ => read++, Cancellation);
            meanwhile = await IndexedAsync("early");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DeleteAll_StoppedWhileOthersWorkOnTheIndex_LeavesNothingInIt(bool byQueue)
    {
        var ids = await AddEarlyAsync(20);
        var store = Intercepted.Of(_api.Get<IMailStore>(), after: call =>
        {
            if (call != nameof(IMailStore.DeleteAsync))
                return;
            _api.Get<IndexMessages>().IndexAsync(_api.Anna, ids, again: false, Cancellation).GetAwaiter().GetResult();
            throw new OperationCanceledException();
        });
        await Should.ThrowAsync<OperationCanceledException>(() => DeleteAllAsync(store));
        (await IndexedAsync("early")).ShouldBe(20);

        // The queue does it, or the next start where the process ended before it could queue anything.
        if (byQueue)
            await _api.WorkAsync();
        else
            await _api.Get<CheckIndexes>().CheckAsync(Cancellation);

        (await IndexedAsync("early")).ShouldBe(0);
        (await _api.Get<IMailStore>().ListRemovedAsync(_api.Anna, after: null, 1, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAll_MailOfWhichTheStoreKnowsNothing_IsNotedToGoFromTheIndex()
    {
        await AddEarlyAsync(10);
        var stranger = new EmailId(new string('b', EmailId.Length));
        var noted = false;
        var store = Intercepted.Of(_api.Get<IMailStore>(), after: call =>
        {
            if (call == nameof(IMailStore.DeleteAsync))
                NoteAsync().GetAwaiter().GetResult();
        });

        await DeleteAllAsync(store);

        noted.ShouldBeTrue();

        async Task NoteAsync()
        {
            await _api.Get<RemoveDeleted>().RemoveAsync(_api.Anna, [stranger], Cancellation);
            noted = (await _api.Get<IMailStore>().ListRemovedAsync(_api.Anna, after: null, 100, Cancellation)).Contains(stranger);
        }
    }

    [Fact]
    public async Task DeleteAll_TwoAtOnce_LeaveNothingInTheIndexAndTheNextDeletionIsAsUsual()
    {
        await AddEarlyAsync(5);
        var isSecond = false;
        var store = Intercepted.Of(_api.Get<IMailStore>(), after: call =>
        {
            if (call != nameof(IMailStore.DeleteAsync) || isSecond)
                return;
            isSecond = true;
            DeleteAllAsync().GetAwaiter().GetResult();
            _api.Get<EmptiedMailboxes>().Has(_api.Anna).ShouldBeTrue("the first one goes on");
        });

        await DeleteAllAsync(store);

        _api.Get<EmptiedMailboxes>().Has(_api.Anna).ShouldBeFalse();
        (await IndexedAsync("early")).ShouldBe(0);
        var id = await _api.AddAsync(MailApi.Letter("Early bird", 50));
        (await DeleteAsync($"/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await IndexedAsync("early")).ShouldBe(0);
    }

    [Fact]
    public async Task DeleteAll_StoppedMidway_GoesOnWhereItStopped()
    {
        await AddEarlyAsync(3);
        var first = Intercepted.Of(_api.Get<IMailStore>(), after: call =>
        {
            if (call == nameof(IMailStore.DeleteAsync))
                throw new OperationCanceledException();
        });

        await Should.ThrowAsync<OperationCanceledException>(() => DeleteAllAsync(first));
        AddLate(0);
        (await DeleteAllAsync()).Emails.ShouldBe(1, "the others are gone already");

        (await IndexedAsync("early")).ShouldBe(0);
        (await _api.SubjectsAsync("")).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAll_OfOneUser_LeavesTheOthersAlone()
    {
        await _api.AddAsync(MailApi.Letter("Kept", 1));

        using var response = await _api.SendAsync(HttpMethod.Delete, "/api/v1/emails?confirm=all", _api.MallorysToken);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _api.SubjectsAsync("")).ShouldBe(["Kept"]);
    }

    [Fact]
    public async Task DeleteAll_Interrupted_IsAuditedAsFailedAndGoesOnWhenRepeated()
    {
        for (var i = 0; i < 3; i++)
            await _api.AddAsync(MailApi.Letter($"Mail {i}", i));
        var user = (await _api.Get<IUserStore>().GetAsync(_api.Anna, Cancellation))!;

        await Should.ThrowAsync<OperationCanceledException>(() => _api.Get<DeleteAllMail>()
            .DeleteAsync(user, RequestOrigin.CommandLine, new CancellationToken(canceled: true)));
        (await AuditAsync())[^1].Outcome.ShouldBe(AuditOutcome.Failed);

        (await DeleteAsync("?confirm=all")).ShouldBe(HttpStatusCode.OK);
        (await _api.SubjectsAsync("")).ShouldBeEmpty();
    }

    /// <summary>Mail that is there, and indexed, before anything is deleted.</summary>
    private async Task<IReadOnlyList<EmailId>> AddEarlyAsync(int count)
    {
        var ids = new List<EmailId>();
        for (var i = 0; i < count; i++)
            ids.Add(await _api.AddAsync(MailApi.Letter($"Early {i}", i, headers: "Content-Type: text/plain; name=a.txt\r\n"
                + "Content-Disposition: attachment; filename=a.txt\r\n")));
        _api.Api.Time.Advance(TimeSpan.FromSeconds(1));
        return ids;
    }

    /// <summary>Mail that comes in after a deletion began.</summary>
    private void AddLate(int number, bool isIndexed = false)
    {
        _api.Api.Time.Advance(TimeSpan.FromSeconds(1));
        _api.AddAsync(MailApi.Letter($"Late {number}", 100 + number), index: isIndexed).GetAwaiter().GetResult();
    }

    private async Task<DeletedMail> DeleteAllAsync(IMailStore? store = null, IMailIndex? index = null, TimeProvider? time = null)
    {
        store ??= _api.Get<IMailStore>();
        index ??= _api.Get<IMailIndex>();
        var queue = _api.Get<IWorkQueue>();
        var emptied = _api.Get<EmptiedMailboxes>();
        var delete = new DeleteAllMail(
            new EmptyMailboxes(
                store, index, _api.Get<ISetAsideMail>(), emptied, new RemoveDeleted(store, index, emptied),
                new CheckIndex(index, store, queue), queue, time ?? _api.Api.Time),
            _api.Get<IMailboxStore>(), _api.Get<ISyncStateStore>(), _api.Get<IAuditLog>());
        var user = (await _api.Get<IUserStore>().GetAsync(_api.Anna, Cancellation))!;
        return await delete.DeleteAsync(user, RequestOrigin.CommandLine, Cancellation);
    }

    private async Task<HttpStatusCode> DeleteAsync(string path)
    {
        using var response = await _api.SendAsync(HttpMethod.Delete, $"/api/v1/emails{path}");
        return response.StatusCode;
    }

    private async Task<IReadOnlyList<AuditEntry>> AuditAsync() => await _api.Api.AuditAsync(OrganisationId.Personal(_api.Anna.User));

    private Task<long> IndexedAsync(string word) =>
        _api.Get<IMailIndex>().CountAsync(_api.Anna, QueryParser.Parse(word, TimeZoneInfo.Utc, default), among: null, Cancellation);

    private async Task ConnectAsync() => await _api.Get<IMailboxStore>().SaveAsync(
        _api.Anna,
        new Mailbox(Home, MailboxKind.Imap, "anna")
        {
            Connection =
                new ImapConnection("imap.example.com", 993, "anna", ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false),
            Sync = SyncChoice.Default with { Enabled = true },
        },
        Cancellation);

    /// <summary>What a sync that finds the mail on the server does with it.</summary>
    private async Task<SaveKind> SyncedAsync(string raw)
    {
        var bytes = Encoding.UTF8.GetBytes(raw);
        var mail = _api.Get<MimeReader>().Read(_api.Anna.User, bytes, _api.Api.Time.GetUtcNow());
        var states = _api.Get<ISyncStateStore>();
        var lease = (await states.AcquireAsync(_api.Anna, Home, "the next sync", TimeSpan.FromMinutes(1), Cancellation))!;
        var saved = await _api.Get<ISyncedMail>().SaveAsync(
            _api.Anna, lease, [new MailToSave(mail.Message, mail.References, new Placement(Home, "INBOX", 9, 9, MailFlags.None), bytes)],
            Cancellation);
        await states.ReleaseAsync(_api.Anna, lease, Cancellation);
        return saved.Single().Kind;
    }

    /// <summary>Whoever sends the requests, and may hang up.</summary>
    private sealed class Caller(CancellationToken hungUp) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                context.RequestAborted = hungUp;
                return rest(context);
            });
            next(app);
        };
    }
}
