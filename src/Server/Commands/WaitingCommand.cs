using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using InboxMind.Api.Emails;
using InboxMind.Core.Counting;
using InboxMind.Core.Text;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind waiting --on them</c></summary>
internal static class WaitingCommand
{
    private const string Help =
        """
        List the threads that wait for an answer, the longest waiting first: yours, or with --on them those of others.

        A thread waits when its last mails, of the last 90 days of mail, ask something: a question mark in their own words.
        Automatic mail and mail of lists is left out.
        """;

    public static Command Create(Terminal terminal)
    {
        var on = new Option<string>("--on")
        {
            Description = "Whose answer is waited for: me or them.",
            DefaultValueFactory = static _ => WaitingResponse.Sides[0],
        };
        on.AcceptOnlyFromAmong([.. WaitingResponse.Sides]);
        var command = new Command("waiting", Help) { on, CommonOptions.Data, CommonOptions.Json };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            parsed.GetRequiredValue(on) == WaitingResponse.Sides[0], parsed.GetRequiredValue(CommonOptions.Data),
            parsed.GetValue(CommonOptions.Json), terminal, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(bool isMine, string data, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var services = Composition.Open(data);
        await Upkeep.BeforeQuestionAsync(services, cancellation);
        var page = await services.GetRequiredService<ListOpenThreads>().ListAsync(
            Owner.Local, isMine, new MailRange(null, 0, MailQuery.MaxLimit), cancellation);
        var response = WaitingResponse.From(isMine, page, services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (json)
        {
            await terminal.Out.WriteLineAsync(TerminalText.Json(JsonSerializer.Serialize(response, CliJson.Plain.WaitingResponse)));
            return CommandLine.Done;
        }

        if (response.Note is { } note)
            await terminal.Error.WriteLineAsync(note);
        else if (response.Total == 0)
            await terminal.Out.WriteLineAsync("Nothing is waiting.");
        foreach (var (thread, question) in page?.Threads ?? [])
        {
            var who = isMine ? thread.Asked.Sender.Display : string.Join(", ", thread.Asked.To.Take(3).Select(static a => a.Display));
            await terminal.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{Text.Local(thread.Asked.Date)}  {TerminalText.Line(who)}: "
                    + $"{Text.Or(TerminalText.Line(thread.Asked.Subject), "(no subject)")}"));
            if (question.Length > 0)
                await terminal.Out.WriteLineAsync($"    {TerminalText.Line(question)}");
            await terminal.Out.WriteLineAsync($"    {thread.Asked.Id}");
        }

        return CommandLine.Done;
    }
}
