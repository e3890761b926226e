namespace InboxMind.Core.Sync.Folders;

/// <summary>UIDs as ranges, in any order; they may overlap. However many they name, it takes no more memory than the ranges do.</summary>
internal sealed class UidSet
{
    private readonly List<UidRange> _ranges = [];

    public UidSet(IEnumerable<UidRange> ranges)
    {
        foreach (var range in ranges.OrderBy(static r => r.First))
        {
            if (_ranges.Count > 0 && range.First <= _ranges[^1].Last)
                _ranges[^1] = _ranges[^1] with { Last = Math.Max(_ranges[^1].Last, range.Last) };
            else
                _ranges.Add(range);
        }
    }

    public bool Contains(uint uid)
    {
        var (low, high) = (0, _ranges.Count - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            if (uid < _ranges[middle].First)
                high = middle - 1;
            else if (uid > _ranges[middle].Last)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }

    /// <summary>From the first to the last of them that lie in a range; null when none does.</summary>
    public UidRange? Within(UidRange range)
    {
        var some = _ranges.Where(r => r.Last >= range.First && r.First <= range.Last).ToList();
        return some.Count == 0 ? null : new UidRange(Math.Max(range.First, some[0].First), Math.Min(range.Last, some[^1].Last));
    }
}
