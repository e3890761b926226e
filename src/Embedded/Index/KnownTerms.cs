namespace InboxMind.Embedded.Index;

/// <summary>Terms that an index file is known to have, so that a bulk writer asks it for each only once. They are known as of a number of
/// removals: after one, a term may be gone.</summary>
internal sealed class KnownTerms
{
    /// <summary>Terms remembered; then it starts over.</summary>
    private const int Max = 300_000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _terms = [];
    private long _removals = -1;

    /// <summary>Those of the words that are not known.</summary>
    /// <param name="words">The words.</param>
    /// <param name="removals">How often something was removed from the file until now.</param>
    public List<string> Unknown(IEnumerable<string> words, long removals)
    {
        lock (_lock)
            return removals == _removals ? [.. words.Where(w => !_terms.Contains(w))] : [.. words];
    }

    /// <summary>Notes terms that are committed.</summary>
    public void Add(IEnumerable<string> terms, long removals)
    {
        lock (_lock)
        {
            if (removals != _removals || _terms.Count > Max)
                _terms.Clear();
            _removals = removals;
            _terms.UnionWith(terms);
        }
    }
}
