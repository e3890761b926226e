namespace InboxMind.Embedded.Index.Shared;

/// <summary>Decides what is written again beside what changed, so that packs stay few and hold little that is out of date. It is done a
/// little with each write and never all at once: the packs of which the least still counts go first, and what still counts of them moves
/// into the new layer.</summary>
internal static class Layers
{
    /// <summary>Pages of a write up to which there is room to write others again, under 3 MB where they do not compress. A larger write has
    /// room for as many again.</summary>
    public const int AtOnce = 700;

    /// <summary>Pages that are out of date do no harm in a small file.</summary>
    private const int SparePages = 512;

    /// <summary>Packs beyond those that the file fills: each is a call when it is fetched whole.</summary>
    private const int SparePacks = 24;

    /// <summary>What to write.</summary>
    /// <param name="layers">What there is.</param>
    /// <param name="changed">The pages that changed.</param>
    /// <param name="pages">Pages of the file.</param>
    /// <param name="all">Whether everything is to be written again.</param>
    /// <returns>The layers that stay, and the pages of the new one.</returns>
    public static (IReadOnlyList<Layer> Kept, SortedSet<int> Pages) Plan(
        IReadOnlyList<Layer> layers, IEnumerable<int> changed, int pages, bool all)
    {
        if (all)
            return ([], [.. Enumerable.Range(1, pages)]);
        var written = new SortedSet<int>(changed.Where(p => p <= pages));
        var packs = Counting(layers, written, pages);
        for (var left = Math.Max(AtOnce - written.Count, written.Count); left > 0;)
        {
            packs.RemoveAll(static p => p.Counting.Count == 0);
            var isOld = packs.Sum(static p => (long)p.Pack.Count) + written.Count > (2L * pages) + SparePages;
            if (packs.Count == 0 || (!isOld && packs.Count <= (pages / PackFetch.PackPages) + SparePacks))
                break;
            var least = isOld
                ? packs.MinBy(static p => (double)p.Counting.Count / p.Pack.Count)
                : packs.MinBy(static p => p.Counting.Count);
            var some = Math.Min(left, least.Counting.Count);
            written.UnionWith(least.Counting[..some]);
            least.Counting.RemoveRange(0, some);
            left -= some;
        }

        var stay = packs.Where(static p => p.Counting.Count > 0).Select(static p => p.Pack).ToHashSet(ReferenceEqualityComparer.Instance);
        return ([.. layers.Select(l => l with { Packs = [.. l.Packs.Where(stay.Contains)] })
            .Where(static l => l.Packs.Count > 0)], written);
    }

    /// <summary>The packs with those of their pages that no later one has.</summary>
    private static List<(Pack Pack, List<int> Counting)> Counting(IReadOnlyList<Layer> layers, SortedSet<int> written, int pages)
    {
        var packs = new List<(Pack, List<int>)>();
        var later = new HashSet<int>(written);
        foreach (var layer in layers.Reverse())
        {
            foreach (var pack in layer.Packs)
                packs.Add((pack, [.. PageSet.FromRuns(pack.Runs).Where(p => p <= pages && later.Add(p))]));
        }

        return packs;
    }
}
