using System.ComponentModel;
using System.Text.Json.Serialization;
using InboxMind.Core.Counting;
using InboxMind.Core.Search;
using InboxMind.Mcp.Askers;
using InboxMind.Mcp.Replies;

namespace InboxMind.Mcp.Tools;

/// <summary>Counts mail exactly.</summary>
internal sealed class CountTool(CountMail count, ReadRegister registers, SearchMail search, IAskers askers)
    : MailTool<CountArguments, CountData>("count", Text, McpJson.Plain.CountArguments, McpJson.Plain.CountData, askers)
{
    private const string Text = "Count mail exactly, also in groups. Every word of the query has to be there.";

    protected override async Task<ToolReply<CountData>> AnswerAsync(Asker asker, CountArguments arguments, CancellationToken cancellation)
    {
        var query = search.Understand(arguments.Query ?? "", asker.Zone);
        if (!string.IsNullOrWhiteSpace(arguments.Query) && query.IsEmpty)
            throw new RefusedCallException("The query means nothing to look for. Leave it out to count all mail.");
        query = query with
        {
            Filter = query.Filter.And(GivenFilter.Read(asker.Zone, after: arguments.After, before: arguments.Before)),
        };
        var register = await registers.ReadAsync(asker.Owner, cancellation);
        var (people, reading) = (new List<PersonCondition>(), new List<string>());
        foreach (var (part, name) in new[]
            { (PersonPart.From, arguments.From), (PersonPart.To, arguments.To), (PersonPart.With, arguments.With) })
        {
            if (string.IsNullOrWhiteSpace(name))
                continue;
            var addresses = register.People.Find(name)?.Addresses
                ?? throw new RefusedCallException("Nobody in this mail is called so. Search for the name in another form.");
            people.Add(new PersonCondition(part, addresses));
            reading.Add($"{part.ToString().ToLowerInvariant()}:({string.Join(' ', addresses.Take(Caps.Notes))})");
        }

        reading.Add(query.Reading.Understood);
        var tally = await count.CountAsync(
            asker.Owner, new MailQuery
            {
                Words = query,
                People = people,
                By = arguments.By switch
                {
                    GroupedBy.Sender => TallyBy.Sender,
                    GroupedBy.Recipient => TallyBy.Recipient,
                    GroupedBy.Day => TallyBy.Day,
                    GroupedBy.Month => TallyBy.Month,
                    GroupedBy.Year => TallyBy.Year,
                    GroupedBy.Thread => TallyBy.Thread,
                    _ => TallyBy.None,
                },
                Zone = asker.Zone,
                Range = new MailRange(null, 0, Caps.Between(arguments.List, 0, Caps.Results)),
            }, cancellation);
        var words = new MailWords(asker.Policy);
        return new ToolReply<CountData>(new CountData(
            tally.Count, tally.IsExact, words.Line(string.Join(' ', reading).Trim()),
            arguments.By is null ? null : tally.Groups.Count,
            arguments.By is null ? null : [.. tally.Groups.Take(Caps.Groups).Select(g => new Group(words.Line(g.Name), g.Count))],
            tally.Page.Count == 0 ? null : [.. tally.Page.Select(h => MailLine.Of(h, words))]));
    }
}

/// <summary>What <c>count</c> is called with.</summary>
internal sealed record CountArguments(
    string? Query = null, [property: Description("any name of a person")] string? From = null, string? To = null, string? With = null,
    string? After = null, string? Before = null, GroupedBy? By = null,
    [property: Description("list so many, newest first")] int List = 0);

/// <summary>What mail is counted by.</summary>
[JsonConverter(typeof(GroupedByConverter))]
internal enum GroupedBy
{
    Sender,
    Recipient,
    Day,
    Month,
    Year,
    Thread,
}

/// <summary>What <c>count</c> answers. <c>exact</c> is false while stored mail is not indexed; <c>groups</c> are the first of
/// <c>groups_total</c>.</summary>
internal sealed record CountData(
    long Count, bool Exact, string Reading, int? GroupsTotal, IReadOnlyList<Group>? Groups, IReadOnlyList<MailLine>? Mails);

/// <summary>Mails counted together.</summary>
internal sealed record Group(string Name, long Count);
