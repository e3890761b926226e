using InboxMind.Core.Text;

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

    /// <summary>Whether nothing was merged.</summary>
    public bool IsEmpty => _together.Count == 0;

    /// <summary>The addresses that begin with what was typed, signs apart, and those that belong to them; a single word may be anyone's
    /// name.</summary>
    public IEnumerable<string> Of(string typed) => Folded(typed) is var words && words.Contains(' ')
        ? _together.Keys.Where(a => Folded(a).StartsWith(words, StringComparison.Ordinal)).SelectMany(With)
        : [];

    private static string Folded(string text) => string.Join(' ', Words.Split(text).Select(static w => w.Text));

    /// <summary>The address and those that belong to it.</summary>
    /// <param name="address">In lower case.</param>
    public IReadOnlyList<string> With(string address) => _together.TryGetValue(address, out var all) ? all : [address];
}
