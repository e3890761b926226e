using InboxMind.Embedded.Index.Shared;

namespace InboxMind.Embedded.Tests.Index;

public sealed class LayersTests
{
    private const int Pages = 8_000;

    private readonly Random _random = new(11);
    private readonly Dictionary<string, Dictionary<int, int>> _stored = [];
    private readonly Dictionary<int, int> _file = [];
    private IReadOnlyList<Layer> _layers = [];
    private int _writes;

    [Theory]
    [InlineData(250, 50)]
    [InlineData(20, 400)]
    [InlineData(690, 10)]
    public void Plan_SmallWritesForLong_EachMovesLittleAndThereIsNeverMuch(int hot, int cold)
    {
        Write(Enumerable.Range(1, Pages), Pages, all: true);

        for (var i = 0; i < 200; i++)
        {
            var changed = Enumerable.Range(0, hot).Select(_ => _random.Next(1, 800))
                .Concat(Enumerable.Range(0, cold).Select(_ => _random.Next(1, Pages + 1))).Distinct().ToList();

            Write(changed, Pages).ShouldBeLessThanOrEqualTo(Math.Max(Layers.AtOnce, 2 * changed.Count));
            _layers.Sum(static l => l.Packs.Count).ShouldBeLessThan(60);
            _layers.Sum(static l => l.Pages).ShouldBeLessThan((2 * Pages) + 4_000);
        }

        ShouldHoldTheFile(Pages);
    }

    [Fact]
    public void Plan_FileGrowsAndShrinks_HoldsEveryPageAsItWasWrittenLast()
    {
        for (var i = 0; i < 150; i++)
        {
            var pages = 3_000 + _random.Next(3_000);
            Write(
                Enumerable.Range(1, pages).Where(p => !_file.ContainsKey(p) || _random.Next(60) == 0), pages, all: i % 90 == 0);
            foreach (var gone in _file.Keys.Where(p => p > pages).ToList())
                _file.Remove(gone);
            ShouldHoldTheFile(pages);
        }
    }

    [Fact]
    public void Plan_LargeWrites_AreAtMostDoubled()
    {
        Write(Enumerable.Range(1, Pages), Pages, all: true);

        for (var i = 0; i < 60; i++)
        {
            var changed = Enumerable.Range(0, 1_500).Select(_ => _random.Next(1, Pages + 1)).Distinct().ToList();
            Write(changed, Pages).ShouldBeLessThanOrEqualTo(2 * changed.Count);
        }

        _layers.Sum(static l => l.Pages).ShouldBeLessThan(3 * Pages);
        ShouldHoldTheFile(Pages);
    }

    /// <returns>How many pages were written.</returns>
    private int Write(IEnumerable<int> changed, int pages, bool all = false)
    {
        _writes++;
        List<int> now = [.. changed];
        foreach (var page in now)
            _file[page] = _writes;
        var (kept, written) = Layers.Plan(_layers, now, pages, all);
        var packs = written.Chunk(PackFetch.PackPages).Select((some, i) =>
        {
            var name = $"{_writes}-{i}";
            _stored[name] = some.ToDictionary(static p => p, p => _file[p]);
            return new Pack(name, some.Length, "", PageSet.ToRuns(some));
        }).ToList();
        _layers = [.. kept, new Layer(_writes, packs)];
        return written.Count;
    }

    /// <summary>A page is as in the last layer that has it.</summary>
    private void ShouldHoldTheFile(int pages)
    {
        var read = new Dictionary<int, int>();
        foreach (var pack in _layers.SelectMany(static l => l.Packs))
        {
            foreach (var (page, version) in _stored[pack.Name])
                read[page] = version;
        }

        for (var page = 1; page <= pages; page++)
            read[page].ShouldBe(_file[page], $"page {page}");
    }
}
