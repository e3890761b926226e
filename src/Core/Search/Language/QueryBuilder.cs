using InboxMind.Core.Index;
using InboxMind.Core.Index.Conditions;
using InboxMind.Core.Text;

namespace InboxMind.Core.Search.Language;

/// <summary>Makes a query of what was read: what lists and a flat filter can say goes there, the rest into a tree.</summary>
/// <param name="isStrict">Whether words have to be there, and do not only rank.</param>
/// <param name="notes">What a person is told.</param>
internal sealed class QueryBuilder(bool isStrict, QueryNotes notes)
{
    /// <summary>More words than this add time and no sense.</summary>
    public const int MaxTerms = 64;

    /// <summary>Conditions that count, the first ones: each may ask for many forms of a word.</summary>
    public const int MaxConditions = 32;

    private readonly List<string> _any = [];
    private readonly List<string> _all = [];
    private readonly List<string> _none = [];
    private readonly List<string> _ranking = [];
    private readonly List<string> _names = [];
    private readonly List<MailCondition> _where = [];
    private readonly List<string> _text = [];
    private MailFilter _filter = MailFilter.None;
    private int _conditions;
    private int _terms;

    /// <summary>Adds parts that all have to be there.</summary>
    public void Add(IReadOnlyList<QueryNode> parts)
    {
        foreach (var part in parts)
            Add(part);
    }

    public SearchQuery Build(MailFilter filter)
    {
        // Words such as "the" only count when there is nothing else.
        var text = string.Join(' ', _text);
        var language = LanguageDetector.OfQuery(text);
        var telling = _any.Where(w => !StopWords.Contains(w, language)).Distinct().Take(MaxTerms).ToList();
        var any = telling.Count > 0 ? telling : [.. _any.Distinct().Take(MaxTerms)];
        return new SearchQuery(
            text, any, [.. _all.Take(MaxTerms)], [.. _none.Take(MaxTerms)], _filter.And(filter))
        {
            Where = _where.Count switch { 0 => null, 1 => _where[0], _ => new AllOf(_where) },
            Ranking = [.. _ranking.Distinct().Take(MaxTerms)],
            Names = [.. _names.Distinct().Take(MaxTerms)],
            Facts = [.. Facts.Read(text).Take(MaxTerms)],
        };
    }

    private void Add(QueryNode part)
    {
        switch (part)
        {
            case GroupNode { IsAny: false } group:
                Add(group.Parts);
                break;
            case TermNode { IsPhrase: true } term:
                _text.Add(term.Typed);
                _all.Add(term.Words);
                break;
            case TermNode term when !isStrict:
                AddWord(term);
                break;
            case NotNode { Part: TermNode { IsBeginning: false } term }:
                _none.Add(term.Words);
                break;
            case NotNode { Part: NotNode twice }:
                Add(twice.Part);
                break;
            case ConditionNode { Filter: { } flat }:
                if (Counts())
                    _filter = flat(_filter, false);
                break;
            case NotNode { Part: ConditionNode { Filter: { } flat, IsFlatOnlyWithoutMinus: false } }:
                if (Counts())
                    _filter = flat(_filter, true);
                break;
            default:
                if (Lower(part, isRanked: true) is { } condition)
                    _where.Add(condition);
                break;
        }
    }

    private void AddWord(TermNode term)
    {
        _text.Add(term.Typed);
        if (!term.IsBeginning && char.IsUpper(term.Typed[0]) && StopWords.Contains(term.Words))
            _names.Add(term.Words);
        if (term.IsBeginning)
            _any.Add($"{term.Words}*");
        else if (term.Words.Split(' ') is var words && words.Any(static w => !StopWords.Contains(w)))
            _any.Add(term.Words);
        else
            _any.AddRange(words);
    }

    /// <summary>The part as a condition; null when nothing is left of it.</summary>
    private MailCondition? Lower(QueryNode part, bool isRanked)
    {
        switch (part)
        {
            case TermNode term:
                if (!CountsAsTerm())
                    return null;
                if (isRanked)
                    Rank(term);
                return new HasWords(MailFields.All, term.Words, term.IsBeginning);
            case NearNode near:
                if (!CountsAsTerm())
                    return null;
                if (isRanked)
                {
                    Rank(near.One);
                    Rank(near.Other);
                }

                return new WordsNear(near.One.Words, near.Other.Words, near.Distance);
            case ConditionNode condition:
                return Counts() ? condition.Condition : null;
            case NotNode not:
                return Lower(not.Part, isRanked: false) is { } inner ? new NotOf(inner) : null;
            case OrNode or:
                return Join(or.Parts, isAny: true, isRanked);
            case GroupNode group:
                return Join(group.Parts, group.IsAny, isRanked);
            default:
                return null;
        }
    }

    private MailCondition? Join(IReadOnlyList<QueryNode> parts, bool isAny, bool isRanked)
    {
        List<MailCondition> lowered = [.. parts.Select(p => Lower(p, isRanked)).OfType<MailCondition>()];
        return lowered.Count switch { 0 => null, 1 => lowered[0], _ => isAny ? new AnyOf(lowered) : new AllOf(lowered) };
    }

    private void Rank(TermNode term)
    {
        _text.Add(term.Typed);
        _ranking.Add(term.IsBeginning ? $"{term.Words}*" : term.Words);
    }

    private bool Counts()
    {
        if (++_conditions <= MaxConditions)
            return true;
        notes.Add($"Only the first {MaxConditions} conditions count.");
        return false;
    }

    private bool CountsAsTerm()
    {
        if (++_terms <= MaxTerms)
            return true;
        notes.Add($"Only the first {MaxTerms} words count.");
        return false;
    }
}
