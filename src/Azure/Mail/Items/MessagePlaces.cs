namespace InboxMind.Azure.Mail.Items;

/// <summary>In how many places a message lies, by what matters of them.</summary>
/// <param name="Count">All.</param>
/// <param name="Folders">By name of folder or label.</param>
/// <param name="Boxes">By mailbox.</param>
/// <param name="Flags">By flag: the lowest bit first.</param>
internal sealed record MessagePlaces(
    int Count, IReadOnlyDictionary<string, int> Folders, IReadOnlyDictionary<string, int> Boxes, IReadOnlyList<int> Flags)
{
    private const int Bits = 16;

    public static readonly MessagePlaces None = new(0, new Dictionary<string, int>(), new Dictionary<string, int>(), new int[Bits]);

    /// <summary>Every flag that it has in at least one place.</summary>
    public MailFlags AllFlags() => Enumerable.Range(0, Flags.Count).Where(bit => Flags[bit] > 0)
        .Aggregate(MailFlags.None, static (all, bit) => all | (MailFlags)(1 << bit));

    /// <summary>With one place more, or one less.</summary>
    /// <param name="place">The place.</param>
    /// <param name="by">1 or -1.</param>
    public MessagePlaces With(PlaceItem place, int by) => new(
        Count + by,
        Sum(Folders, place.Labels.Length == 0 ? [place.Folder] : [place.Folder, .. place.Labels.Split('\n')], by),
        Sum(Boxes, [place.Box], by),
        [.. Enumerable.Range(0, Bits).Select(bit => (bit < Flags.Count ? Flags[bit] : 0) + ((place.Flags >> bit) & 1) * by)]);

    /// <summary>Names of folders as conditions are given: in full, and each last part.</summary>
    public IReadOnlyList<string> Within()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var folder in Folders.Keys)
        {
            var name = folder.ToLowerInvariant();
            names.Add(name);
            for (var at = name.IndexOf('/', StringComparison.Ordinal); at >= 0; at = name.IndexOf('/', at + 1))
                names.Add(name[(at + 1)..]);
        }

        return [.. names];
    }

    private static Dictionary<string, int> Sum(IReadOnlyDictionary<string, int> counts, IReadOnlyList<string> names, int by)
    {
        var sum = new Dictionary<string, int>(counts);
        foreach (var name in names)
        {
            sum[name] = sum.GetValueOrDefault(name) + by;
            if (sum[name] <= 0)
                sum.Remove(name);
        }

        return sum;
    }
}
