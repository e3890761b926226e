using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using InboxMind.Api.Emails;
using InboxMind.Core.Answers.Summaries;
using InboxMind.Core.Text;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind summary --person Anna --since 2026-03-01</c></summary>
internal static class SummaryCommand
{
    private const string Help =
        """
        Sum up a thread, what a person wrote and got, or a period: what was decided, promised and left open, each line with its mail.

        --since and --until are days such as 2026-03-01; both are part of it. They go with --person too.
        """;

    public static Command Create(Terminal terminal)
    {
        var thread = new Option<string>("--thread") { Description = "The thread with this id." };
        var person = new Option<string>("--person") { Description = "Mail from and to this person." };
        var since = Day("--since", "Mail of this day and later.");
        var until = Day("--until", "Mail of this day and earlier.");
        var command = new Command("summary", Help) { thread, person, since, until, CommonOptions.Data, CommonOptions.Json };
        command.Validators.Add(result =>
        {
            var isOfThread = result.GetValue(thread) is { Length: > 0 };
            var isOfMail = !string.IsNullOrWhiteSpace(result.GetValue(person)) || result.GetValue(since) is not null
                || result.GetValue(until) is not null;
            if (isOfThread == isOfMail)
                result.AddError("Give either --thread, or --person, --since or --until");
        });
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            parsed.GetValue(thread), parsed.GetValue(person), Filter(parsed.GetValue(since), parsed.GetValue(until)),
            parsed.GetRequiredValue(CommonOptions.Data), parsed.GetValue(CommonOptions.Json), terminal, cancellation)));
        return command;
    }

    private static Option<string> Day(string name, string description)
    {
        var option = new Option<string>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Read(token.Value) is null)
                result.AddError($"{name} takes a day such as 2026-03-01");
        });
        return option;
    }

    private static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day < DateOnly.MaxValue ? day : null;

    private static MailFilter Filter(string? since, string? until) => MailFilter.None with
    {
        Since = Read(since) is { } first ? LocalDay.StartOf(first, TimeZoneInfo.Local) : null,
        Until = Read(until) is { } last ? LocalDay.StartOf(last.AddDays(1), TimeZoneInfo.Local) : null,
    };

    private static async Task<int> RunAsync(
        string? thread, string? person, MailFilter filter, string data, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var services = Composition.Open(data);
        await Upkeep.BeforeQuestionAsync(services, cancellation);
        var policy = (await services.GetRequiredService<IUserStore>().GetAsync(Owner.Local, cancellation))?.Redaction ?? default;
        var summary = thread is null
            ? await services.GetRequiredService<SummariseMail>().SummariseAsync(
                Owner.Local, person, filter, TimeZoneInfo.Local, policy, cancellation)
            : (await services.GetRequiredService<SummariseThread>().SummariseAsync(
                Owner.Local, new ThreadId(thread), TimeZoneInfo.Local, policy, cancellation))?.Summary;
        if (summary is null)
        {
            await terminal.Error.WriteLineAsync(
                thread is null ? $"Nobody in this mail is called {TerminalText.Line(person!)}." : "There is no such thread.");
            return CommandLine.Failed;
        }

        if (json)
        {
            await terminal.Out.WriteLineAsync(TerminalText.Json(JsonSerializer.Serialize(
                MailSummaryResponse.From(summary), CliJson.Plain.MailSummaryResponse)));
            return CommandLine.Done;
        }

        await AskCommand.PrintAsync(summary, terminal);
        return CommandLine.Done;
    }
}
