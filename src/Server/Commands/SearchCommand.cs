using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using InboxMind.Api.Search;
using InboxMind.Core.Search;
using InboxMind.Core.Text;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind search "words from:anna after:2024-01-01"</c></summary>
internal static class SearchCommand
{
    private const string Help =
        """
        Search your mail.

        calibration bath        any of the words; more of them rank higher, and what means the same is found too
        "calibration bath"      exactly this phrase
        -draft, NOT draft       without it
        calib*                  words that begin so
        lease OR rent, {a b}    one of them; then all that stands beside it has to be there too
        (a b) OR c              groups
        lease AROUND(5) rent    at most 5 words between them
        from: to: cc: bcc: with: subject: filename: list:      words in a field; subject:(a b), from:{anna bob}
        in: folder: label:      a folder or a label
        is:                     unread, read, starred, answered, forwarded, draft
        has:                    attachment, pdf, document, spreadsheet, presentation, image, audio, video, archive, calendar
        larger:5M smaller:200k  size
        after: before: on:      2026-11-18, 18.11.2026, 11/18/2026, "18 Nov 2026", 2026-03, yesterday, "last week"
        older_than: newer_than: 3d, 2w, 6m, 1y
        rfc822msgid:            a Message-ID

        docs/search.md says it in full.
        """;

    public static Command Create(Terminal terminal)
    {
        var query = new Argument<string[]>("QUERY")
        {
            Description = "What to look for, in the search language.",
            Arity = ArgumentArity.OneOrMore,
        };
        var limit =
            new Option<int>("--limit") { Description = "At most this many results, 1 to 1000.", DefaultValueFactory = static _ => 10 };
        limit.Validators.Add(static result =>
        {
            if (result.Tokens is [var token]
                && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                    && value is > 0 and <= SearchMail.MaxLimit))
                result.AddError($"--limit takes a number from 1 to {SearchMail.MaxLimit}");
        });
        var command = new Command("search", Help) { query, limit, CommonOptions.Data, CommonOptions.Json };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            string.Join(' ', parsed.GetRequiredValue(query)), parsed.GetValue(limit), parsed.GetRequiredValue(CommonOptions.Data),
            parsed.GetValue(CommonOptions.Json), terminal, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(
        string query, int limit, string data, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var services = Composition.Open(data);
        var coverage = await Upkeep.BeforeQuestionAsync(services, cancellation);
        var search = services.GetRequiredService<SearchMail>();
        var understood = search.Understand(query, TimeZoneInfo.Local);
        var results = await search.SearchAsync(Owner.Local, understood, limit, cancellation);
        var covered = await services.GetRequiredService<DescribeCoverage>().DescribeAsync(Owner.Local, coverage.Pending, cancellation);
        var links = await services.GetRequiredService<LinkMail>()
            .LinkAsync(Owner.Local, [.. results.Select(static r => r.Mail.Message)], cancellation);
        await Upkeep.AfterQuestionAsync(coverage, terminal);
        if (json)
        {
            await terminal.Out.WriteLineAsync(TerminalText.Json(JsonSerializer.Serialize(
                new SearchOutput(
                    query, [.. results.Select(r => ToOutput(r, links[r.Mail.Message.Id]))], coverage.IsComplete, coverage.Pending,
                    SearchReport.From(understood.Reading, covered)),
                CliJson.Plain.SearchOutput)));
            return CommandLine.Done;
        }

        foreach (var note in understood.Reading.Notes)
            await terminal.Error.WriteLineAsync(TerminalText.Line(note));
        if (results.Count == 0)
            await terminal.Out.WriteLineAsync("No mail matches.");
        for (var i = 0; i < results.Count; i++)
        {
            var message = results[i].Mail.Message;
            await terminal.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{i + 1}. {Text.Or(TerminalText.Line(message.Subject), "(no subject)")}"
                    + $"\n   {Text.Or(TerminalText.Line(message.Sender.Display), "(no sender)")}, "
                + $"{Text.Local(message.Date)}, "
                + $"{TerminalText.Line(string.Join(", ", results[i].Mail.Folders))}, score {results[i].Score:0.00}\n"
                + $"   {In(results[i])}{TerminalText.Line(results[i].Snippet)}\n   {message.Id}"));
        }

        await terminal.Out.WriteLineAsync(CoverageText.Write(understood.Reading, covered));
        return CommandLine.Done;
    }

    private static string In(SearchResult result) => result.In is { } found ? $"in {TerminalText.Line(found.ToString())}: " : "";

    private static FoundMail ToOutput(SearchResult result, IReadOnlyList<MailLink> links)
    {
        var message = result.Mail.Message;
        return new FoundMail(
            message.Id.Value, result.Mail.Thread.Value, message.Subject, message.Sender.ToString(), Text.Rfc3339(message.Date),
            message.DateSource.ToString().ToLowerInvariant(), message.Kind.ToString().ToLowerInvariant(), message.Protection,
            result.Mail.Folders, result.Snippet,
            Math.Round(result.Score, 4), LinkResponse.From(links), FoundInResponse.From(result.In));
    }
}
