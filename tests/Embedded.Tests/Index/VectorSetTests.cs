using CsCheck;
using InboxMind.Core.Index;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Index;

public sealed class VectorSetTests
{
    private const int Dimensions = 4;

    private static readonly float[] Query = [0.5f, -0.5f, 0.1f, 0.7f];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What is done to an index: write mails with so many pieces under a model, or remove them.</summary>
    private sealed record Step(bool Write, string Model, int[] Mails, int Pieces, int Seed);

    [Fact]
    public async Task Load_AfterAnySteps_GivesWhatAFullLoadGives()
    {
        var step = Gen.Select(
            Gen.Bool, Gen.Int[0, 9], Gen.Int[0, 11].Array[1, 5], Gen.Int[0, 3], Gen.Int[0, 6],
            static (write, model, mails, pieces, seed) =>
                new Step(write, model == 0 ? "other" : "model", [.. mails.Distinct()], pieces, seed));
        await step.Array[1, 25].SampleAsync(
            async steps =>
            {
                using var folder = new TempFolder();
                using var files = new IndexFiles(new DataFolder(folder.Root));
                var index = new SqliteMailIndex(files);
                VectorSet? set = null;
                foreach (var next in steps)
                {
                    await RunAsync(index, next);
                    set = Load(files, set);
                    Describe(set).ShouldBe(Describe(Load(files, null)));
                }
            },
            iter: 25, threads: 1);
    }

    [Fact]
    public async Task Load_NothingChanged_GivesTheSameSet()
    {
        using var folder = new TempFolder();
        using var files = new IndexFiles(new DataFolder(folder.Root));
        var index = new SqliteMailIndex(files);
        await RunAsync(index, new Step(true, "model", [1, 2], 2, 1));

        var set = Load(files, null);

        Load(files, set).ShouldBeSameAs(set);
        set.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Scan_WhileLaterSetsAreLoaded_StaysAsItWas()
    {
        using var folder = new TempFolder();
        using var files = new IndexFiles(new DataFolder(folder.Root));
        var index = new SqliteMailIndex(files);
        await RunAsync(index, new Step(true, "model", [0], 3, 1));
        var set = Load(files, null);
        var before = set.Scan(Query);

        var later = set;
        for (var mail = 1; mail < 200; mail++)
        {
            await RunAsync(index, new Step(true, "model", [mail], 3, mail));
            later = Load(files, later);
            set.Scan(Query).ShouldBe(before);
        }

        later.Count.ShouldBe(600);
    }

    [Fact]
    public async Task Load_ReaderWithAnOlderView_SeesThatView()
    {
        using var folder = new TempFolder();
        using var files = new IndexFiles(new DataFolder(folder.Root));
        var index = new SqliteMailIndex(files);
        await RunAsync(index, new Step(true, "model", [0], 3, 1));
        var database = files.Rent(Owner.Local).File.Database;

        VectorSet newer = null!;
        var older = database.Read(session =>
        {
            // The view begins here; what is written from now on is not in it.
            session.Scalar("SELECT revision FROM state");
            Task.Run(() => RunAsync(index, new Step(true, "model", [1], 3, 2)), Cancellation).GetAwaiter().GetResult();
            newer = Task.Run(() => Load(files, null), Cancellation).GetAwaiter().GetResult();
            return VectorSet.Load(session, "model", newer);
        });

        older.Count.ShouldBe(3);
        newer.Count.ShouldBe(6);
        Describe(Load(files, older)).ShouldBe(Describe(newer));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(0)]
    public async Task Scan_QueryOfAnotherLength_MatchesNothing(int length)
    {
        using var folder = new TempFolder();
        using var files = new IndexFiles(new DataFolder(folder.Root));
        await RunAsync(new SqliteMailIndex(files), new Step(true, "model", [0], 3, 1));

        Load(files, null).Scan(new float[length]).ShouldAllBe(static s => s == 0);
    }

    private static VectorSet Load(IndexFiles files, VectorSet? previous) =>
        files.Rent(Owner.Local).File.Database.Read(session => VectorSet.Load(session, "model", previous));

    /// <summary>Every piece with its cosine, in the order of mails and pieces.</summary>
    private static List<string> Describe(VectorSet set)
    {
        var scan = set.Scan(Query);
        return [.. Enumerable.Range(0, set.Count).Select(i => $"{set[i].Mail} {set[i].Start} {set[i].Length} {scan[i]:0.0000}")
            .Order(StringComparer.Ordinal)];
    }

    private static async Task RunAsync(SqliteMailIndex index, Step step)
    {
        if (step.Write)
            await index.WriteAsync(Owner.Local, step.Model, [.. step.Mails.Select(mail => Mail(mail, step.Pieces, step.Seed))],
                Cancellation);
        else
            await index.RemoveAsync(Owner.Local, [.. step.Mails.Select(Id)], Cancellation);
    }

    private static EmailId Id(int mail) => new(new string((char)('a' + (mail % 26)), EmailId.Length - 3) + $"{mail:000}");

    private static IndexedMail Mail(int mail, int pieces, int seed) => new(
        Id(mail), "", "", "", DateTimeOffset.UnixEpoch, [], false, "", "",
        [.. Enumerable.Range(0, pieces).Select(piece =>
        {
            // Some pieces are shared between mails.
            var random = new Random((seed * 31) + (piece * 7) + (mail % 3));
            var vector = new float[Dimensions];
            for (var i = 0; i < vector.Length; i++)
                vector[i] = random.NextSingle() - 0.5f;
            return new IndexedChunk(piece * 10, seed, ContentHash.Compute(string.Join(' ', vector)), vector);
        })]);
}
