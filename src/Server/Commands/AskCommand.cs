using System.CommandLine;
using System.Text.Json;
using InboxMind.Api.Rag;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Asking;
using InboxMind.Core.Answers.Summaries;
using InboxMind.Core.Text;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind ask "what did Anna decide about the budget?"</c></summary>
internal static class AskCommand
{
    public static Command Create(Terminal terminal)
    {
        var question = new Argument<string[]>("QUESTION") { Description = "A question about your mail.", Arity = ArgumentArity.OneOrMore };
        var command =
            new Command("ask", "Ask a question; the answer cites the mails it comes from.") { question, CommonOptions.Data,
                CommonOptions.Json };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            string.Join(' ', parsed.GetRequiredValue(question)), parsed.GetRequiredValue(CommonOptions.Data),
            parsed.GetValue(CommonOptions.Json), terminal, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(string question, string data, bool json, Terminal terminal, CancellationToken cancellation)
    {
        if (question.Trim().Length is 0 or > Question.MaxLength)
        {
            await terminal.Error.WriteLineAsync($"A question has 1 to {Question.MaxLength} characters.");
            return CommandLine.WrongUsage;
        }

        await using var services = Composition.Open(data);
        var coverage = await Upkeep.BeforeQuestionAsync(services, cancellation);
        var answer = await AskAsync(services, question, cancellation);
        await Upkeep.AfterQuestionAsync(coverage, terminal);
        if (json)
            await terminal.Out.WriteLineAsync(Json(answer));
        else
            await PrintAsync(answer, terminal);
        return CommandLine.Done;
    }

    internal static async Task<Answer> AskAsync(ServiceProvider services, string question, CancellationToken cancellation)
    {
        var user = await services.GetRequiredService<IUserStore>().GetAsync(Owner.Local, cancellation);
        return await services.GetRequiredService<AskQuestion>().AskAsync(
            Owner.Local, new Question(question, MailFilter.None, TimeZoneInfo.Local) { Policy = user?.Redaction ?? default }, changed: null,
            cancellation);
    }

    internal static string Json(Answer answer) =>
        TerminalText.Json(JsonSerializer.Serialize(QueryResponse.From(answer, Guid.NewGuid().ToString("N")), CliJson.Plain.QueryResponse));

    /// <summary>Prints an answer and its sources for a person.</summary>
    internal static async Task PrintAsync(Answer answer, Terminal terminal)
    {
        await terminal.Out.WriteLineAsync(string.Join('\n', answer.Pieces.Select(static p => p.Trim())));
        if (answer.Exact is { } exact)
            await terminal.Out.WriteLineAsync($"\nRead as: {TerminalText.Line(exact.Reading)}{(exact.IsExact ? "" : " (may not be all)")}");
        if (answer.Metadata.Shortened > 0)
            await terminal.Out.WriteLineAsync("\nSome of the mails are very long: only a part of them was looked at.");
        await PrintAsync("Sources:", answer.Sources, terminal);
        await PrintAsync("The closest mails, none of which was taken for an answer:", answer.Closest, terminal, hasExcerpts: true);
        if (answer.Closest.Count > 0)
            await terminal.Out.WriteLineAsync("\nAsk in other words, or look yourself: inboxmind search WORDS");
    }

    /// <summary>Prints a summary and its sources.</summary>
    internal static async Task PrintAsync(MailSummary summary, Terminal terminal)
    {
        await terminal.Out.WriteLineAsync(summary.Text.Length == 0 ? "There is nothing to sum up."
            : string.Join('\n', CitationCheck.Pieces(summary.Text).Select(static p => p.Trim())));
        if (summary.Read < summary.Mails)
            await terminal.Out.WriteLineAsync($"\nFrom {summary.Read} of {summary.Mails} mails, those that say most.");
        await PrintAsync("Sources:", summary.Sources, terminal);
    }

    private static async Task PrintAsync(
        string title, IReadOnlyList<AnswerSource> mails, Terminal terminal, bool hasExcerpts = false)
    {
        if (mails.Count > 0)
            await terminal.Out.WriteLineAsync($"\n{title}");
        for (var i = 0; i < mails.Count; i++)
        {
            var message = mails[i].Mail.Message;
            await terminal.Out.WriteLineAsync(
                $"[{i + 1}] {Text.Or(TerminalText.Line(message.Subject), "(no subject)")}"
                    + $"\n    {TerminalText.Line(message.Sender.ToString())}, {Text.Local(message.Date)}{In(mails[i])}"
                    + $"{(hasExcerpts ? Excerpt(mails[i]) : "")}\n    {message.Id}");
        }
    }

    private static string Excerpt(AnswerSource source) =>
        string.IsNullOrWhiteSpace(source.Snippet) ? "" : $"\n    {TerminalText.Line(source.Snippet.Trim())}";

    private static string In(AnswerSource source) => source.In is { } found ? $"\n    in {TerminalText.Line(found.ToString())}" : "";
}
