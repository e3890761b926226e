namespace InboxMind.Core.Counting;

/// <summary>Addresses that belong together by what a user said, also by way of others.</summary>
internal sealed class MergedAddresses
{
    private readonly Dictionary<string, List<string>> _together = [];

    public MergedAddresses(IEnumerable<PersonMerge> merges)
    {
        foreach (var merge in merges.Where(static m => m.IsSame))
        {
            List<string> all = [.. merge.Addresses.SelectMany(With).Distinct()];
            foreach (var address in all)
                _together[address] = all;
        }
    }

    /// <summary>The address and those that belong to it.</summary>
    /// <param name="address">In lower case.</param>
    public IReadOnlyList<string> With(string address) => _together.TryGetValue(address, out var all) ? all : [address];
}
