using InboxMind.Core.Index;
using InboxMind.Core.Search.Language;

namespace InboxMind.Core.Search;

/// <summary>Reads the search language, which docs/search.md describes. Any string is a legal query: what is no operator is words.
/// What was understood, and what means nothing and was left out, is told with the query (<see cref="SearchQuery.Reading"/>).</summary>
public static class QueryParser
{
    /// <summary>Longer queries are cut; nobody types them.</summary>
    public const int MaxLength = 4_096;

    /// <summary>Conditions that count, the first ones: each may ask for many forms of a word.</summary>
    public const int MaxConditions = QueryBuilder.MaxConditions;

    /// <summary>Reads a query.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="zone">The zone in which bare dates are days. <c>after:</c> includes its day, <c>before:</c> excludes it.</param>
    /// <param name="today">The day there, for <c>newer_than:</c>, "yesterday" and days without a year.</param>
    public static SearchQuery Parse(string text, TimeZoneInfo zone, DateOnly today) => Parse(text, zone, today, isQuestion: false);

    /// <summary>Reads a question: operators are conditions as in a query, but no word outside of them has to be there.</summary>
    /// <param name="text">The question.</param>
    /// <param name="zone">The zone in which bare dates are days.</param>
    /// <param name="today">The day there.</param>
    public static SearchQuery ParseQuestion(string text, TimeZoneInfo zone, DateOnly today) => Parse(text, zone, today, isQuestion: true);

    private static SearchQuery Parse(string text, TimeZoneInfo zone, DateOnly today, bool isQuestion)
    {
        var notes = new QueryNotes();
        var clean = Clean(text, notes);
        var syntax = new QuerySyntax(clean, new QueryOperators(zone, today, notes));
        var parts = syntax.Read().Parts;
        var builder = new QueryBuilder(syntax.IsStrict && !isQuestion, notes);
        builder.Add(parts);
        var query = builder.Build(MailFilter.None);
        return query with
        {
            // In a question "Will" is a verb at least as often; who is asked about is read there.
            Names = isQuestion ? [] : query.Names,
            Reading = new QueryReading(QueryText.Write(parts), notes.All),
        };
    }

    /// <summary>Cut to length, never within a surrogate pair, and without NULs, which end a text in some stores.</summary>
    private static string Clean(string text, QueryNotes notes)
    {
        if (text.Length > MaxLength)
            notes.Add($"Only the first {MaxLength:N0} characters of the query count.");
        return MailLimits.Begin(text, MaxLength).Replace('\0', ' ');
    }
}
