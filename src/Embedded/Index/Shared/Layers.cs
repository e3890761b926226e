namespace InboxMind.Embedded.Index.Shared;

/// <summary>Decides which layers are put together with what is written: few enough to be fetched quickly, and seldom enough that little is
/// written again. Layers are of one of several sizes, each eight times the last; eight of a size become one of the next.</summary>
internal static class Layers
{
    /// <summary>So many of a size stay side by side.</summary>
    public const int Fan = 8;

    /// <summary>Pages of the largest of the smallest size.</summary>
    private const int Smallest = 512;

    /// <summary>Pages that are written again later do no harm in a small file.</summary>
    private const int Spare = 512;

    /// <summary>What to write.</summary>
    /// <param name="layers">What there is.</param>
    /// <param name="changed">The pages that changed.</param>
    /// <param name="pages">Pages of the file.</param>
    /// <param name="all">Whether everything is to be written again.</param>
    /// <returns>The layers that stay, and the pages of the new one.</returns>
    public static (IReadOnlyList<Layer> Kept, SortedSet<int> Pages) Plan(
        IReadOnlyList<Layer> layers, IEnumerable<int> changed, int pages, bool all)
    {
        var written = new SortedSet<int>(changed);
        var kept = layers.Count;
        while (Same(layers, kept, Size(written.Count)) is var same && same >= Fan - 1)
        {
            for (; same > 0; same--)
                written.UnionWith(layers[--kept].Packs.SelectMany(static p => PageSet.FromRuns(p.Runs)));
        }

        written.RemoveWhere(p => p > pages);
        all |= layers.Take(kept).Sum(static l => l.Pages) + written.Count > (2L * pages) + Spare;
        return all ? ([], [.. Enumerable.Range(1, pages)]) : ([.. layers.Take(kept)], written);
    }

    /// <summary>How many of the last layers are not larger than a size.</summary>
    private static int Same(IReadOnlyList<Layer> layers, int count, int size)
    {
        var same = 0;
        while (same < count && Size(layers[count - 1 - same].Pages) <= size)
            same++;
        return same;
    }

    private static int Size(int pages)
    {
        var size = 0;
        for (long most = Smallest; pages > most; most *= Fan)
            size++;
        return size;
    }
}
