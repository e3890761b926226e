namespace InboxMind.Contracts.Azure.Search;

/// <summary>A query of the full Lucene syntax, of which phrases, fields, distances, AND, OR, NOT and parentheses are known.</summary>
internal abstract record LuceneQuery
{
    private const int MaxClauses = 1_024;

    public abstract bool Matches(IndexedDocument document, IReadOnlyList<string> fields);

    /// <summary>The phrases that a match is ranked by.</summary>
    public abstract IEnumerable<Phrase> Phrases { get; }

    public static LuceneQuery Parse(string text)
    {
        var reader = new Reader(text);
        var query = reader.Or();
        reader.End();
        return query.Phrases.Count() <= MaxClauses ? query : throw new SearchFailure(400, "Too many clauses.");
    }

    /// <param name="Field">The field; null for those that are searched.</param>
    /// <param name="Terms">The words.</param>
    /// <param name="Slop">How far they may be moved.</param>
    internal sealed record Phrase(string? Field, IReadOnlyList<string> Terms, int Slop) : LuceneQuery
    {
        public override IEnumerable<Phrase> Phrases => [this];

        public override bool Matches(IndexedDocument document, IReadOnlyList<string> fields) =>
            (Field is null ? fields : [Field]).Any(f => Count(document, f) > 0);

        public int Count(IndexedDocument document, string field)
        {
            var places = Terms.Select(t => document.Places(field, t)).ToList();
            if (places.Count == 0 || places.Any(static p => p.Count == 0))
                return 0;
            return Slop == 0
                ? places[0].Count(p => Enumerable.Range(1, places.Count - 1).All(i => places[i].Contains(p + i)))
                : Near(places, [], 0) ? 1 : 0;
        }

        /// <summary>The places, each moved back by the word's number, lie within the slop.</summary>
        private bool Near(List<IReadOnlyList<int>> places, List<int> chosen, int at)
        {
            if (at == places.Count)
            {
                var moved = chosen.Select(static (p, i) => p - i).ToList();
                return chosen.Distinct().Count() == chosen.Count && moved.Max() - moved.Min() <= Slop;
            }

            return places[at].Any(p => Near(places, [.. chosen, p], at + 1));
        }
    }

    private sealed record All(IReadOnlyList<LuceneQuery> Parts) : LuceneQuery
    {
        public override IEnumerable<Phrase> Phrases => Parts.SelectMany(static p => p.Phrases);

        public override bool Matches(IndexedDocument document, IReadOnlyList<string> fields) =>
            Parts.All(p => p.Matches(document, fields));
    }

    private sealed record Any(IReadOnlyList<LuceneQuery> Parts) : LuceneQuery
    {
        public override IEnumerable<Phrase> Phrases => Parts.SelectMany(static p => p.Phrases);

        public override bool Matches(IndexedDocument document, IReadOnlyList<string> fields) =>
            Parts.Any(p => p.Matches(document, fields));
    }

    private sealed class Reader(string text)
    {
        private int _at;

        public LuceneQuery Or() => Join("OR", And, static parts => new Any(parts));

        public void End()
        {
            Space();
            if (_at < text.Length)
                throw Wrong();
        }

        private LuceneQuery And() => Join("AND", One, static parts => new All(parts));

        private LuceneQuery Join(string word, Func<LuceneQuery> part, Func<List<LuceneQuery>, LuceneQuery> join)
        {
            var parts = new List<LuceneQuery> { part() };
            while (Take(word))
                parts.Add(part());
            return parts.Count == 1 ? parts[0] : join(parts);
        }

        private LuceneQuery One()
        {
            if (Take("("))
            {
                var inner = Or();
                return Take(")") ? inner : throw Wrong();
            }

            string? field = null;
            var start = _at;
            while (_at < text.Length && char.IsAsciiLetter(text[_at]))
                _at++;
            if (_at > start)
                field = Take(":") ? text[start..(_at - 1)] : throw Wrong();
            if (!Take("\""))
                throw Wrong();
            var end = text.IndexOf('"', _at);
            if (end < 0 || text.AsSpan(_at, end - _at).Contains('\\'))
                throw Wrong();
            var terms = text[_at..end].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            _at = end + 1;
            var slop = 0;
            if (_at < text.Length && text[_at] == '~')
            {
                start = ++_at;
                while (_at < text.Length && char.IsAsciiDigit(text[_at]))
                    _at++;
                slop = int.Parse(text.AsSpan(start, _at - start), System.Globalization.CultureInfo.InvariantCulture);
            }

            return terms.Length > 0 ? new Phrase(field, terms, slop) : throw Wrong();
        }

        private bool Take(string word)
        {
            Space();
            if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
                return false;
            _at += word.Length;
            Space();
            return true;
        }

        private void Space()
        {
            while (_at < text.Length && text[_at] == ' ')
                _at++;
        }

        private SearchFailure Wrong() => new(400, $"Failed to parse query string at {_at}: {text}");
    }
}
