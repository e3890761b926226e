using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using InboxMind.Core.Search;
using InboxMind.Core.Text;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind search "words from:anna after:2024-01-01"</c></summary>
internal static class SearchCommand
{
    public static Command Create(Terminal terminal)
    {
        var query = new Argument<string[]>("QUERY")
        {
            Description = "Words, \"phrases\", -minus, from: to: subject: after: before: in: has:attachment.",
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
        var command = new Command("search", "Search your mail.") { query, limit, CommonOptions.Data, CommonOptions.Json };
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
        var results = await services.GetRequiredService<SearchMail>()
            .SearchAsync(Owner.Local, query, TimeZoneInfo.Local, limit, cancellation);
        await Upkeep.AfterQuestionAsync(coverage, terminal);
        if (json)
        {
            await terminal.Out.WriteLineAsync(TerminalText.Json(JsonSerializer.Serialize(
                new SearchOutput(query, [.. results.Select(ToOutput)], coverage.IsComplete, coverage.Pending),
                CliJson.Plain.SearchOutput)));
            return CommandLine.Done;
        }

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
                + $"   {TerminalText.Line(results[i].Snippet)}\n   {message.Id}"));
        }

        return CommandLine.Done;
    }

    private static FoundMail ToOutput(SearchResult result)
    {
        var message = result.Mail.Message;
        return new FoundMail(
            message.Id.Value, result.Mail.Thread.Value, message.Subject, message.Sender.ToString(), Text.Rfc3339(message.Date),
            result.Mail.Folders, result.Snippet, Math.Round(result.Score, 4));
    }
}
