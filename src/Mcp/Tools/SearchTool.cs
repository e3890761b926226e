using System.ComponentModel;
using InboxMind.Core.Indexing;
using InboxMind.Core.Search;
using InboxMind.Mcp.Askers;
using InboxMind.Mcp.Replies;

namespace InboxMind.Mcp.Tools;

/// <summary>Finds mail by words, meaning and conditions.</summary>
internal sealed class SearchTool(SearchMail search, ReadCoverage coverage, WriteFound write, IAskers askers)
    : MailTool<SearchArguments, SearchData>("search", Text, McpJson.Plain.SearchArguments, McpJson.Plain.SearchData, askers)
{
    private const string Text =
        "Find mail, best first, in the query language of Gmail: from:anna after:2026-01-31 has:attachment is:unread -not OR. "
        + "Read a result with fetch.";

    protected override async Task<ToolReply<SearchData>> AnswerAsync(
        Asker asker, SearchArguments arguments, CancellationToken cancellation)
    {
        var query = search.Understand(arguments.Query, asker.Zone);
        var given = GivenFilter.Read(asker.Zone, arguments.From, arguments.To, arguments.After, arguments.Before, arguments.Folder);
        query = query with { Filter = query.Filter.And(given) };
        if (!query.HasWords && !query.HasConditions && query.Text.Length == 0)
            throw new RefusedCallException("The query is empty: give words or conditions. To count mail, use count.");
        var pending = (await coverage.ReadAsync(asker.Owner, cancellation)).Pending;
        var found = await search.SearchAsync(asker.Owner, query, Caps.Between(arguments.Limit, 1, Caps.Results), cancellation);
        var words = new MailWords(asker.Policy);
        return new ToolReply<SearchData>(new SearchData(
            await write.WriteAsync(asker, query, found, cancellation), words.Line(query.Reading.Understood),
            query.Reading.Notes.Count > 0 ? [.. query.Reading.Notes.Take(Caps.Notes).Select(words.Line)] : null, pending));
    }
}

/// <summary>What <c>search</c> is called with.</summary>
internal sealed record SearchArguments(
    string Query, string? From = null, string? To = null,
    [property: Description("YYYY-MM-DD, included")] string? After = null,
    [property: Description("YYYY-MM-DD, excluded")] string? Before = null,
    string? Folder = null, [property: Description("max 25")] int Limit = 10);

/// <summary>What <c>search</c> answers. <c>not_indexed</c> mails could not be found yet.</summary>
internal sealed record SearchData(
    IReadOnlyList<FoundMail> Results, string Understood, IReadOnlyList<string>? Notes, long NotIndexed);
