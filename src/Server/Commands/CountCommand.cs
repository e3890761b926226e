using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using InboxMind.Api.Emails;
using InboxMind.Core.Counting;
using InboxMind.Core.Search;
using InboxMind.Core.Text;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind count "from:anna after:2024-01-01" --by month</c></summary>
internal static class CountCommand
{
    private const string Help =
        """
        Count mail, exactly and over all of it. Copies of one message count once.

        The query is in the search language (see search --help); every word has to be there. Without one, all mail is counted.
        --from, --to and --with take a person by any name that the mail knows: "Anna", "Anna Berg", anna@example.com.
        """;

    private static readonly string[] Groups = ["sender", "recipient", "day", "month", "year", "thread"];

    public static Command Create(Terminal terminal)
    {
        var query = new Argument<string[]>("QUERY") { Description = "What to count.", Arity = ArgumentArity.ZeroOrMore };
        var by = new Option<string>("--by") { Description = $"Count by {string.Join(", ", Groups)}." };
        by.AcceptOnlyFromAmong(Groups);
        var from = new Option<string>("--from") { Description = "Sent by this person." };
        var to = new Option<string>("--to") { Description = "Sent to this person." };
        var with = new Option<string>("--with") { Description = "Sent by or to this person." };
        var list = new Option<int>("--list") { Description = "List so many of the mails too, at most 1000." };
        list.Validators.Add(static result =>
        {
            if (result.Tokens is [var token]
                && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                && value <= MailQuery.MaxLimit))
                result.AddError($"--list takes a number from 0 to {MailQuery.MaxLimit}");
        });
        var command = new Command("count", Help) { query, by, from, to, with, list, CommonOptions.Data, CommonOptions.Json };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            string.Join(' ', parsed.GetValue(query) ?? []), parsed.GetValue(by),
            [(PersonPart.From, parsed.GetValue(from)), (PersonPart.To, parsed.GetValue(to)), (PersonPart.With, parsed.GetValue(with))],
            parsed.GetValue(list), parsed.GetRequiredValue(CommonOptions.Data), parsed.GetValue(CommonOptions.Json), terminal,
                cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(
        string text, string? by, (PersonPart Part, string? Name)[] people, int list, string data, bool json, Terminal terminal,
        CancellationToken cancellation)
    {
        await using var services = Composition.Open(data);
        if (people.Any(static p => p.Name is not null && string.IsNullOrWhiteSpace(p.Name)))
        {
            await terminal.Error.WriteLineAsync("A person has a name: --from \"Anna Berg\". See inboxmind count --help.");
            return CommandLine.WrongUsage;
        }

        var coverage = await Upkeep.BeforeQuestionAsync(services, cancellation);
        var words = services.GetRequiredService<SearchMail>().Understand(text, TimeZoneInfo.Local);
        if (text.Trim().Length > 0 && words.IsEmpty)
        {
            await terminal.Error.WriteLineAsync(
                $"{TerminalText.Line(text)} means nothing to look for. Leave the query out to count all mail.");
            return CommandLine.WrongUsage;
        }

        var register = await services.GetRequiredService<ReadRegister>().ReadAsync(Owner.Local, cancellation);
        var conditions = new List<PersonCondition>();
        var reading = words.Reading.Understood;
        foreach (var (part, name) in people.Where(static p => p.Name is not null))
        {
            var addresses = register.People.Find(name!)?.Addresses ?? [];
            if (addresses.Count == 0)
                await terminal.Error.WriteLineAsync($"Nobody in this mail is called {TerminalText.Line(name!)}.");
            reading = $"{part.ToString().ToLowerInvariant()}:({string.Join(" ", addresses)}) {reading}".Trim();
            conditions.Add(new PersonCondition(part, addresses));
        }

        var query = new MailQuery
        {
            Words = words,
            People = conditions,
            By = by is null ? TallyBy.None : Enum.Parse<TallyBy>(by, ignoreCase: true),
            Zone = TimeZoneInfo.Local,
            Range = new MailRange(null, 0, list),
        };
        var tally = await services.GetRequiredService<CountMail>().CountAsync(Owner.Local, query, cancellation);
        await Upkeep.AfterQuestionAsync(coverage, terminal);
        if (json)
        {
            await terminal.Out.WriteLineAsync(TerminalText.Json(JsonSerializer.Serialize(
                CountResponse.From(tally, reading, words.Reading.Notes), CliJson.Plain.CountResponse)));
            return CommandLine.Done;
        }

        foreach (var note in words.Reading.Notes)
            await terminal.Error.WriteLineAsync(TerminalText.Line(note));
        await terminal.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{tally.Count} {(tally.Count == 1 ? "mail" : "mails")}"
                + $"{(tally.Copies > 0 ? $" ({tally.Copies} copies of the same messages not counted)" : "")}"));
        foreach (var group in tally.Groups)
            await terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{group.Count,8}  "
                + $"{TerminalText.Line(group.Name)}"));
        foreach (var head in tally.Page)
        {
            await terminal.Out.WriteLineAsync(
                $"{Text.Local(head.Date)}  {TerminalText.Line(head.Sender.Display)}: "
                    + $"{Text.Or(TerminalText.Line(head.Subject), "(no subject)")}\n    {head.Id}");
        }

        return CommandLine.Done;
    }
}
