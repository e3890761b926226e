using InboxMind.Core.Index;
using InboxMind.Core.Search;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Index.Shared;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;
using Microsoft.Extensions.Time.Testing;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts.Azure.Index;

/// <summary>Instances that share indexes.</summary>
public sealed class SharedIndexTests : Contract, IDisposable
{
    private const int KillsOfASeed = 25;

    private readonly IndexStorageInMemory _storage = new();
    private readonly SharedIndexInstance _one;
    private readonly SharedIndexInstance _two;

    public SharedIndexTests()
    {
        _one = new SharedIndexInstance(_storage);
        _two = new SharedIndexInstance(_storage);
    }

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
    }

    [Fact]
    public async Task WriteAsync_OneInstance_OthersFindItAndWhatIsRemovedIsGone()
    {
        await WriteAsync(_one, "first");
        (await FoundAsync(_two)).ShouldBe(["first"]);
        await WriteAsync(_two, "second");
        (await FoundAsync(_one)).ShouldBe(["first", "second"], ignoreOrder: true);

        await _one.Index.RemoveAsync(Anna, [Id("first")], Cancellation);

        (await FoundAsync(_two)).ShouldBe(["second"]);
        (await _two.Index.StateAsync(Anna, Cancellation)).ShouldBe(await _one.Index.StateAsync(Anna, Cancellation));
        (await _two.Index.RevisionAsync(Anna, Cancellation)).ShouldBe(await _one.Index.RevisionAsync(Anna, Cancellation));
    }

    [Fact]
    public async Task EraseAsync_OneInstance_OthersHaveNothingAndKeepNoCopy()
    {
        await WriteAsync(_one, "first");
        await FoundAsync(_two);

        (await _one.Indexes.EraseAsync(Anna, Cancellation)).ShouldBeTrue();

        (await FoundAsync(_two)).ShouldBeEmpty();
        (await _two.Index.StateAsync(Anna, Cancellation)).ShouldBe(IndexState.None);
        _one.Files.Concat(_two.Files).ShouldBeEmpty();
        _storage.Packs.ShouldBeEmpty();
    }

    [Fact]
    public async Task WriteAsync_ManyWritersAtOnce_LoseNothingAndDoubleNothing()
    {
        using var three = new SharedIndexInstance(_storage);
        SharedIndexInstance[] all = [_one, _two, three];

        await Parallel.ForAsync(0, 30, Cancellation, async (i, _) => await WriteAsync(all[i % 3], $"mail{i}"));

        foreach (var instance in all)
            (await FoundAsync(instance)).Order().ShouldBe(Enumerable.Range(0, 30).Select(static i => $"mail{i}").Order());
        (await _one.Index.StateAsync(Anna, Cancellation)).Revision.ShouldBe(30);
        await SweepAsync(_one);
        var head = (await _storage.ReadHeadAsync(Anna, known: null, Cancellation)).ShouldNotBeNull();
        _storage.Packs.Select(static p => p.Name).Order().ShouldBe(HeadContent.Names(head.Content).Order());
    }

    [Fact]
    public async Task Reading_WhileOthersWrite_SeesWholeWrites()
    {
        await WriteAsync(_one, "first0", "second0");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Task.Run(
            async () =>
            {
                for (var i = 1; i <= 25; i++)
                    await WriteAsync(i % 2 == 0 ? _one : _two, $"first{i}", $"second{i}");
            },
            Cancellation);
        var seen = 0;
        while (!writing.IsCompleted)
        {
            var found = (await _two.Index.VersionsAsync(Anna, null, null, Cancellation)).Count;
            (found % 2).ShouldBe(0);
            found.ShouldBeGreaterThanOrEqualTo(seen);
            seen = found;
        }

        await writing;
        (await FoundAsync(_one)).Count.ShouldBe(52);
    }

    [Fact]
    public async Task Reading_PackIsLost_TheIndexIsThrownAwayAndTheNextIsAnother()
    {
        await WriteAsync(_one, "first");
        var before = await _one.Index.StateAsync(Anna, Cancellation);
        await _storage.DeletePacksAsync(Anna, [.. _storage.Packs.Select(static p => p.Name)], Cancellation);

        (await FoundAsync(_two)).ShouldBeEmpty();

        (await _one.Index.StateAsync(Anna, Cancellation)).ShouldBe(IndexState.None);
        await WriteAsync(_one, "again");
        (await FoundAsync(_two)).ShouldBe(["again"]);
        (await _two.Index.StateAsync(Anna, Cancellation)).Id.ShouldNotBe(before.Id);
    }

    [Theory]
    [InlineData("nothing to be read")]
    [InlineData("""{"Format":1}""")]
    public async Task Reading_ForeignHead_IsThrownAway(string content)
    {
        await WriteAsync(_one, "first");
        var head = await _storage.ReadHeadAsync(Anna, known: null, Cancellation);
        await _storage.TryWriteHeadAsync(Anna, System.Text.Encoding.UTF8.GetBytes(content), head, turn: null, Cancellation);

        (await FoundAsync(_one)).ShouldBeEmpty();
        (await _two.Index.StateAsync(Anna, Cancellation)).ShouldBe(IndexState.None);
        await WriteAsync(_two, "again");
        (await FoundAsync(_one)).ShouldBe(["again"]);
    }

    [Fact]
    public async Task Reading_HeadOfAnotherUser_ShowsNothingOfTheirs()
    {
        await WriteAsync(_one, "first");
        var head = (await _storage.ReadHeadAsync(Anna, known: null, Cancellation)).ShouldNotBeNull();
        await _storage.TryWriteHeadAsync(Mallory, head.Content, before: null, turn: null, Cancellation);
        foreach (var (_, name) in _storage.Packs.ToList())
            await _storage.WritePackAsync(Mallory, name, (await _storage.ReadPackAsync(Anna, name, Cancellation))!.Value, Cancellation);

        (await _two.Index.VersionsAsync(Mallory, null, null, Cancellation)).ShouldBeEmpty();
        (await _two.Index.StateAsync(Mallory, Cancellation)).ShouldBe(IndexState.None);
    }

    [Fact]
    public async Task Reading_CopyIsDamaged_IsFetchedAgain()
    {
        await WriteAsync(_one, "first");
        (await FoundAsync(_two)).ShouldBe(["first"]);
        await _two.Indexes.Of(Anna).TryLetGoAsync(delete: false, Cancellation);
        await File.WriteAllBytesAsync(_two.Files.Single(), [.. Enumerable.Repeat((byte)1, 9_000)], Cancellation);

        await Should.ThrowAsync<IndexThrownAwayException>(() => FoundAsync(_two));

        (await FoundAsync(_two)).ShouldBe(["first"]);
        (await FoundAsync(_one)).ShouldBe(["first"]);
    }

    [Fact]
    public async Task MakeRoomAsync_MoreThanTheCacheHolds_KeepsWhatWasUsedLast()
    {
        using var small = new SharedIndexInstance(_storage, new SharedIndexSettings { FreshFor = TimeSpan.Zero, CacheBytes = 1 });
        await WriteAsync(small, "first");
        await small.Index.WriteAsync(Mallory, Model, [Indexed("theirs", "common")], Cancellation);

        small.Files.Count.ShouldBe(1);
        (await FoundAsync(small)).ShouldBe(["first"]);
        small.Files.Count.ShouldBe(1);
        (await small.Index.VersionsAsync(Mallory, null, null, Cancellation)).Keys.ShouldBe([Id("theirs")]);
    }

    [Fact]
    public async Task Copy_NotUsedForAnHour_IsDeleted()
    {
        var time = new FakeTimeProvider(Start);
        using var one = new SharedIndexInstance(_storage, new SharedIndexSettings(), time);
        await WriteAsync(one, "first");
        await _two.Indexes.EraseAsync(Anna, Cancellation);

        time.Advance(TimeSpan.FromMinutes(50));
        one.Files.Count.ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(20));

        one.Files.ShouldBeEmpty();
        (await FoundAsync(one)).ShouldBeEmpty();
    }

    [Fact]
    public async Task RemoveAsync_ADayLater_NoPackHoldsWhatWasErased()
    {
        var time = new FakeTimeProvider(Start);
        using var one = new SharedIndexInstance(_storage, new SharedIndexSettings { FreshFor = TimeSpan.Zero }, time);
        List<IndexedMail> mails = [.. Enumerable.Range(0, 50).Select(static i => Indexed($"mail{i}", "common"))];
        await one.Index.WriteAsync(Anna, Model, mails, Cancellation);
        var old = _storage.Packs.ToList();
        await one.Index.RemoveAsync(Anna, [Id("mail1")], Cancellation);
        _storage.Packs.Intersect(old).ShouldNotBeEmpty();

        time.Advance(TimeSpan.FromDays(1));
        await SweepAsync(one, time);

        _storage.Packs.Intersect(old).ShouldBeEmpty();
        (await FoundAsync(_two)).Count.ShouldBe(49);
    }

    [Fact]
    public async Task SearchAsync_SameMailAndQuestions_GivesJustWhatOneMachineGives()
    {
        using var folder = new TempFolder();
        using var files = new IndexFiles(new DataFolder(folder.Root));
        var local = new SqliteMailIndex(files);
        var random = new Random(7);
        string[] vocabulary = [.. Enumerable.Range(0, 300).Select(static i => $"{(char)('a' + (i % 26))}word{i}x")];
        for (var batch = 0; batch < 12; batch++)
        {
            var mails = new List<IndexedMail>();
            for (var i = 0; i < 25; i++)
            {
                var text = string.Join(' ', random.GetItems(vocabulary, 40));
                mails.Add(Indexed($"mail{(batch * 20) + i}", text, minute: batch) with { Version = batch });
            }

            await local.WriteAsync(Anna, Model, mails, Cancellation);
            await (batch % 2 == 0 ? _one : _two).Index.WriteAsync(Anna, Model, mails, Cancellation);
            List<EmailId> gone = [Id($"mail{batch * 3}")];
            await local.RemoveAsync(Anna, gone, Cancellation);
            await (batch % 3 == 0 ? _one : _two).Index.RemoveAsync(Anna, gone, Cancellation);
        }

        for (var i = 0; i < 60; i++)
        {
            var query = QueryParser.Parse(string.Join(' ', random.GetItems(vocabulary, 1 + (i % 4))), TimeZoneInfo.Utc, default);
            var vector = i % 2 == 0 ? Axis(i) : default;
            var question = new IndexQuery(query, vector.IsEmpty ? "" : Model, vector, 20);
            var expected = await local.SearchAsync(Anna, question, Cancellation);
            (await _one.Index.SearchAsync(Anna, question, Cancellation)).ShouldBe(expected);
            (await _two.Index.SearchAsync(Anna, question, Cancellation)).ShouldBe(expected);
        }

        var last = new MailRange(After: null, Skip: 0, Limit: 100);
        (await _two.Index.ListAsync(Anna, SearchQuery.Empty, null, last, Cancellation))
            .ShouldBe(await local.ListAsync(Anna, SearchQuery.Empty, null, last, Cancellation));
    }

    [Fact]
    public async Task Reading_IndexOfAnOlderVersion_IsBroughtToThisOneForAll()
    {
        var older = IndexSchema.Value.Steps.Count - 1;
        await WriteOlderAsync(new Schema([.. IndexSchema.Value.Steps.Take(older)]) { Table = IndexSchema.Value.Table }, older);

        (await FoundAsync(_one)).ShouldBeEmpty();

        var head = (await _storage.ReadHeadAsync(Anna, known: null, Cancellation)).ShouldNotBeNull();
        HeadContent.Read(Anna, head.Content)!.Schema.ShouldBe(older + 1);
        (await _two.Index.StateAsync(Anna, Cancellation)).ShouldBe(await _one.Index.StateAsync(Anna, Cancellation));
        await WriteAsync(_two, "first");
        (await FoundAsync(_one)).ShouldBe(["first"]);
    }

    /// <summary>The number of kills may be set, for a longer run.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(
        1, (int.TryParse(Environment.GetEnvironmentVariable("INBOXMIND_INDEX_KILLS"), out var kills) ? kills : 100) / KillsOfASeed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task WriteAsync_KilledAnywhere_LosesNoMailThatWasToldAsWrittenAndDoublesNone(int seed)
    {
        var random = new Random(seed);
        var instances = new List<SharedIndexInstance> { _one, _two };
        var (written, unknown) = (new HashSet<string>(), new List<string[]>());
        try
        {
            var killed = 0;
            for (var round = 0; killed < KillsOfASeed; round++)
            {
                string[] names = [$"mail{round}a", $"mail{round}b"];
                var writer = instances[^(1 + random.Next(2))];
                var left = random.Next(14);
                _storage.Interrupt = () =>
                {
                    if (left-- <= 0)
                        throw new KilledException();
                };
                try
                {
                    await WriteAsync(writer, names);
                    written.UnionWith(names);
                }
                catch (KilledException)
                {
                    // Its disk is lost with it; another instance comes in its place.
                    unknown.Add(names);
                    instances.Remove(writer);
                    instances.Add(new SharedIndexInstance(_storage));
                    _storage.EndTurns();
                    writer.Dispose();
                    killed++;
                }

                _storage.Interrupt = static () => { };
            }

            var found = (await FoundAsync(instances[^1])).ToHashSet();
            written.Except(found).ShouldBeEmpty();
            foreach (var names in unknown)
                names.Count(found.Contains).ShouldBeOneOf(0, names.Length);

            foreach (var names in unknown)
                await WriteAsync(instances[^1], names);
            (await FoundAsync(instances[^2])).Order().ShouldBe(written.Concat(unknown.SelectMany(static n => n)).Order());
            await SweepAsync(instances[^1]);
            var head = (await _storage.ReadHeadAsync(Anna, known: null, Cancellation)).ShouldNotBeNull();
            _storage.Packs.Select(static p => p.Name).Order().ShouldBe(HeadContent.Names(head.Content).Order());
        }
        finally
        {
            foreach (var instance in instances.Except([_one, _two]))
                instance.Dispose();
        }
    }

    private Task<IndexState> WriteAsync(SharedIndexInstance instance, params string[] names) =>
        instance.Index.WriteAsync(Anna, Model, [.. names.Select(static n => Indexed(n, "common words"))], Cancellation);

    /// <summary>Writes an index without mail, as a program with older tables wrote it.</summary>
    private async Task WriteOlderAsync(Schema schema, int version)
    {
        using var folder = new TempFolder();
        using var staged = new SqliteDatabase(folder["older.db"], schema, WordRanking.Register, reserve: null, SqliteUse.Staged);
        await staged.WriteAsync(static session => session.Prepare("UPDATE state SET id = 'older'").Run(), Cancellation);
        using var pages = new LogPages(folder["older.db"]);
        var packs = await new PackFetch(_storage, Anna).WriteAsync(pages, [.. pages.Changed], Cancellation);
        var head = new HeadContent
        {
            User = HeadContent.Digest(Anna),
            Line = "line",
            Commit = "commit",
            Generation = 1,
            Schema = version,
            Id = "older",
            PageSize = pages.PageSize,
            Pages = pages.Pages,
            Layers = [new Layer(1, packs)],
        };
        await _storage.TryWriteHeadAsync(Anna, head.ToBytes(), before: null, turn: null, Cancellation);
    }

    private async Task<List<string>> FoundAsync(SharedIndexInstance instance)
    {
        var hits = await instance.Index.SearchAsync(
            Anna, new IndexQuery(QueryParser.Parse("common", TimeZoneInfo.Utc, default), "", default, 1_000), Cancellation);
        return [.. hits.Select(static h => Name(h.Id))];
    }

    private Task<int> SweepAsync(SharedIndexInstance instance, TimeProvider? time = null) => new SharedIndexLeftovers(
        instance.Indexes, _storage, new OneUser(Anna.User), new SharedIndexSettings(), time ?? TimeProvider.System)
        .DeleteAsync(Cancellation);

    private sealed class KilledException : Exception;

    private sealed class OneUser(UserId user) : IUserDirectory
    {
        public Task<IReadOnlyList<UserId>> UsersWithMailAsync(UserId? after, int limit, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<UserId>>(after is null ? [user] : []);

        public Task<IReadOnlyList<UserId>> UsersWithRemovedAsync(UserId? after, int limit, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<UserId>>([]);
    }
}
