using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using InboxMind.Api.People;
using InboxMind.Core.People;
using InboxMind.Core.Text;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind people [NAME]</c></summary>
internal static class PeopleCommand
{
    private const int MaxLimit = 1_000;

    private const string Help =
        """
        List who writes to you and whom you write to; or with a name or an address show all that your mail says of somebody.

        With --same ADDRESS... you say that these addresses are one person's, with --different that they are not.
        --suggest lists addresses that may be one person's, with what speaks for it. --forget ID takes back what you said.
        """;

    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("NAME") { Description = "A name, an address, or me.", Arity = ArgumentArity.ZeroOrOne };
        var limit = new Option<int>("--limit") { Description = "How many to list.", DefaultValueFactory = static _ => 30 };
        var same = new Option<string[]>("--same") { Description = "Addresses of one person.", AllowMultipleArgumentsPerToken = true };
        var different = new Option<string[]>("--different")
        {
            Description = "Addresses that are not one person's.",
            AllowMultipleArgumentsPerToken = true,
        };
        var suggest = new Option<bool>("--suggest") { Description = "List addresses that may be one person's." };
        var forget = new Option<string?>("--forget") { Description = "The id of what was said of addresses." };
        limit.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MaxLimit)
                result.AddError($"--limit is a number from 1 to {MaxLimit}.");
        });
        var command = new Command("people", Help)
        {
            name, limit, same, different, suggest, forget, CommonOptions.Data, CommonOptions.Json,
        };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, async () =>
        {
            await using var services = Composition.Open(parsed.GetRequiredValue(CommonOptions.Data));
            var json = parsed.GetValue(CommonOptions.Json);
            if (parsed.GetValue(same) is { Length: > 0 } one)
                return await SayAsync(services, one, isSame: true, json, terminal, cancellation);
            if (parsed.GetValue(different) is { Length: > 0 } several)
                return await SayAsync(services, several, isSame: false, json, terminal, cancellation);
            if (parsed.GetValue(forget) is { } id)
                return await ForgetAsync(services, id, terminal, cancellation);
            await Upkeep.BeforeQuestionAsync(services, cancellation);
            if (parsed.GetValue(suggest))
                return await SuggestAsync(services, json, terminal, cancellation);
            return parsed.GetValue(name) is { Length: > 0 } asked
                ? await ShowAsync(services, asked, json, terminal, cancellation)
                : await ListAsync(services, parsed.GetValue(limit), json, terminal, cancellation);
        }));
        return command;
    }

    private static async Task<int> ListAsync(
        ServiceProvider services, int limit, bool json, Terminal terminal, CancellationToken cancellation)
    {
        var (people, total) = await services.GetRequiredService<ListPeople>()
            .ListAsync(Owner.Local, "", isAll: false, 0, limit, cancellation);
        var response = new PeopleResponse([.. people.Select(PersonItem.Of)], people.Count < total ? people.Count : null, total);
        if (json)
        {
            await terminal.Out.WriteLineAsync(TerminalText.Json(JsonSerializer.Serialize(response, CliJson.Plain.PeopleResponse)));
            return CommandLine.Done;
        }

        if (total == 0)
            await terminal.Out.WriteLineAsync("There is no mail of people.");
        foreach (var person in people)
            await terminal.Out.WriteLineAsync(Line(person));
        if (people.Count < total)
            await terminal.Out.WriteLineAsync($"… and {total - people.Count} more (--limit).");
        return CommandLine.Done;
    }

    private static async Task<int> ShowAsync(
        ServiceProvider services, string asked, bool json, Terminal terminal, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<ReadPerson>().ReadAsync(Owner.Local, asked, cancellation) is not { } card)
        {
            await terminal.Error.WriteLineAsync("No mail knows somebody of this name or address.");
            return CommandLine.Failed;
        }

        if (json)
        {
            await terminal.Out.WriteLineAsync(
                TerminalText.Json(JsonSerializer.Serialize(PersonResponse.Of(card), CliJson.Plain.PersonResponse)));
            return CommandLine.Done;
        }

        var person = card.Person;
        var lines = new List<string>
        {
            TerminalText.Line(person.Name) + (person.IsMe ? " (you)" : ""),
            $"Addresses: {TerminalText.Line(string.Join(", ", person.Addresses))}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Mail: {person.From} from them, {person.To} from you to them, {person.Mails} in all"),
            $"First: {Text.Local(person.First)}  Last: {Text.Local(person.Last.Date)}  "
                + $"{Text.Or(TerminalText.Line(person.Last.Subject), "(no subject)")}  {person.Last.Id}",
        };
        if (person.Names.Count > 1)
            lines.Insert(1, $"Also: {TerminalText.Line(string.Join(", ", person.Names.Skip(1).Take(10)))}");
        lines.AddRange(card.Phones.Select(static p =>
            $"Phone: {TerminalText.Line(p.Label.Length > 0 ? $"{p.Number} ({p.Label})" : p.Number)}  {p.Mail}"));
        lines.AddRange(card.OpenThreads.Select(static t =>
            $"Waits for {(t.IsMine ? "you" : "them")}: {TerminalText.Line(t.Asked.Subject)}  {Text.Local(t.Asked.Date)}  {t.Asked.Id}"));
        lines.AddRange(card.Merges.Select(static m => $"You said {(m.IsSame ? "one person's" : "not one person's")}: "
            + $"{TerminalText.Line(string.Join(", ", m.Addresses))}  {m.Id}"));
        lines.AddRange(card.Suggestions.Select(Suggestion));
        lines.AddRange(card.Others.Select(static o => $"The name may also mean {Line(o)}"));
        foreach (var line in lines)
            await terminal.Out.WriteLineAsync(line);
        return CommandLine.Done;
    }

    private static async Task<int> SuggestAsync(ServiceProvider services, bool json, Terminal terminal, CancellationToken cancellation)
    {
        var merge = services.GetRequiredService<MergePeople>();
        var suggestions = await merge.SuggestAsync(Owner.Local, cancellation);
        var response = MergesResponse.Of(await merge.ListAsync(Owner.Local, cancellation), suggestions);
        if (json)
            await terminal.Out.WriteLineAsync(TerminalText.Json(JsonSerializer.Serialize(response, CliJson.Plain.MergesResponse)));
        else if (suggestions.Count == 0)
            await terminal.Out.WriteLineAsync("No addresses look like one person's.");
        foreach (var suggestion in json ? [] : suggestions)
            await terminal.Out.WriteLineAsync(Suggestion(suggestion));
        return CommandLine.Done;
    }

    private static async Task<int> SayAsync(
        ServiceProvider services, string[] addresses, bool isSame, bool json, Terminal terminal, CancellationToken cancellation)
    {
        var request = new MergeRequest(addresses, isSame);
        if (request.Errors() is { Count: > 0 } errors)
        {
            await terminal.Error.WriteLineAsync($"Give {errors["addresses"][0]}");
            return CommandLine.WrongUsage;
        }

        if (await services.GetRequiredService<MergePeople>().SaveAsync(Owner.Local, addresses, isSame, cancellation) is not { } merge)
        {
            await terminal.Error.WriteLineAsync($"There are {MergePeople.MaxMerges} already; take some back with --forget.");
            return CommandLine.Failed;
        }

        await terminal.Out.WriteLineAsync(json
            ? TerminalText.Json(JsonSerializer.Serialize(MergeItem.Of(merge), CliJson.Plain.MergeItem))
            : $"Kept. --forget {merge.Id} takes it back.");
        return CommandLine.Done;
    }

    private static async Task<int> ForgetAsync(ServiceProvider services, string id, Terminal terminal, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<MergePeople>().DeleteAsync(Owner.Local, id, cancellation))
        {
            await terminal.Out.WriteLineAsync("Forgotten.");
            return CommandLine.Done;
        }

        await terminal.Error.WriteLineAsync("Nothing with this id was said.");
        return CommandLine.Failed;
    }

    private static string Line(Person person) => string.Create(
        CultureInfo.InvariantCulture,
        $"{TerminalText.Line(person.Name)} <{TerminalText.Line(person.Addresses[0])}>  {person.From} from, {person.To} to, "
            + $"last {Text.Local(person.Last.Date)}");

    private static string Suggestion(MergeSuggestion suggestion) =>
        $"May be one person: {TerminalText.Line(string.Join(", ", suggestion.Addresses))} "
            + $"({TerminalText.Line(string.Join("; ", suggestion.Evidence.Select(Evidence)))})";

    private static string Evidence(MergeEvidence evidence) => evidence.Kind switch
    {
        MergeEvidenceKind.SameName => $"both are called {evidence.Detail}",
        MergeEvidenceKind.SameLocalPart => $"both begin with {evidence.Detail}@",
        MergeEvidenceKind.Answered => $"one answered what was written to the other: {evidence.Detail}",
        MergeEvidenceKind.Signature => $"the signature of one names the other: {evidence.Detail}",
        _ => throw new InvalidOperationException($"Unknown evidence {evidence.Kind}."),
    };
}
