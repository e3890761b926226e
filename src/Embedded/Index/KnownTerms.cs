namespace InboxMind.Embedded.Index;

/// <summary>Terms that an index file is known to have, so that a bulk writer asks it for each only once, and the words that they are
/// made of as they stand in texts, so that hardly any has to be made at all. They are known as of a number of removals: after one, a term
/// may be gone.</summary>
internal sealed class KnownTerms
{
    /// <summary>Words remembered; then it starts over.</summary>
    private const int Max = 300_000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _words = [];
    private readonly HashSet<string> _terms = [];
    private long _removals = -1;

    /// <summary>Looks many up; nothing is noted meanwhile.</summary>
    /// <param name="removals">How often something was removed from the file until now.</param>
    public View Look(long removals) => new(this, removals);

    /// <summary>Notes what is committed.</summary>
    /// <param name="words">Words as they stand in texts.</param>
    /// <param name="terms">Terms of words, all of which the file holds.</param>
    /// <param name="removals">How often something had been removed from the file.</param>
    public void Add(IReadOnlyCollection<string> words, IReadOnlyCollection<string> terms, long removals)
    {
        lock (_lock)
        {
            if (removals != _removals || _words.Count > Max)
            {
                _words.Clear();
                _terms.Clear();
            }

            _removals = removals;
            _words.UnionWith(words);
            _terms.UnionWith(terms);
        }
    }

    /// <summary>What is known as of a number of removals.</summary>
    public readonly ref struct View : IDisposable
    {
        private readonly Lock.Scope _scope;
        private readonly bool _isTrue;
        private readonly HashSet<string> _terms;
        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;

        internal View(KnownTerms known, long removals)
        {
            _scope = known._lock.EnterScope();
            _isTrue = removals == known._removals;
            _terms = known._terms;
            _words = known._words.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        /// <summary>Whether the term of a word is there.</summary>
        public bool HasWord(ReadOnlySpan<char> word) => _isTrue && _words.Contains(word);

        /// <summary>Whether a term is there.</summary>
        public bool HasTerm(string term) => _isTrue && _terms.Contains(term);

        public void Dispose() => _scope.Dispose();
    }
}
