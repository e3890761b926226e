using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Security.Cryptography;
using InboxMind.Core.Answers;
using InboxMind.Core.Budgets;
using InboxMind.Core.Import;
using InboxMind.Core.Settings;
using InboxMind.Core.Work;
using InboxMind.Server.Output;

namespace InboxMind.Server.Commands;

/// <summary>The command line: verbs, exit codes, errors. 0 is done, 1 failed, 2 wrong usage; errors are one sentence on stderr.</summary>
public static class CommandLine
{
    internal const int Done = 0;
    internal const int Failed = 1;
    internal const int WrongUsage = 2;

    /// <summary>How long a command that is told to stop may take to: more than <c>serve</c> needs for its requests, for what was deleted
    /// and for the last lines to a collector. Then it is ended.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(25);

    /// <summary>The process's own terminal.</summary>
    public static Terminal Console =>
        new(System.Console.Out, System.Console.Error, !System.Console.IsErrorRedirected)
        {
            Columns = System.Console.IsErrorRedirected
            ? Terminal.UsualColumns
            : Columns()
        };

    /// <summary>Runs one verb.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        terminal = terminal.Shielded();
        var root = new RootCommand("InboxMind: your mail, searched and answered, with sources.")
        {
            DemoCommand.Create(terminal),
            ImportCommand.Create(terminal),
            StatusCommand.Create(terminal),
            SearchCommand.Create(terminal),
            CountCommand.Create(terminal),
            WaitingCommand.Create(terminal),
            PeopleCommand.Create(terminal),
            SummaryCommand.Create(terminal),
            AskCommand.Create(terminal),
            ShowCommand.Create(terminal),
            McpCommand.Create(terminal),
            ServeCommand.Create(terminal),
            HealthCommand.Create(terminal),
            SyncCommand.Create(terminal),
            MailboxesCommand.Create(terminal),
            TokenCommand.Create(terminal),
            WorkCommand.Create(terminal),
            BackupCommand.Create(terminal),
            BackupCommand.CreateRestore(terminal),
            DoctorCommand.Create(terminal),
        };
        if (args.Length == 0)
        {
            await root.Parse("--help").InvokeAsync(new InvocationConfiguration { Output = terminal.Error, Error = terminal.Error });
            return WrongUsage;
        }

        var parsed = root.Parse(args);
        if ((UnknownWord(parsed) ?? (parsed.Errors is [var first, ..] ? first.Message.TrimEnd('.') : null) ?? UnknownOption(parsed)
            ?? FlagWithValue(args, parsed)) is { } error)
        {
            var verb = parsed.CommandResult.Command is RootCommand ? "" : $"{parsed.CommandResult.Command.Name} ";
            await terminal.Error.WriteLineAsync($"{error}. See inboxmind {verb}--help.");
            return WrongUsage;
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, ProcessTerminationTimeout = TimeToEnd });
    }

    private static string? UnknownWord(ParseResult parsed) => parsed.UnmatchedTokens switch
    {
        [] => null,
        [['-', ..] option, ..] => $"There is no option {option}",
        [var word, ..] when parsed.CommandResult.Command is RootCommand => $"There is no command \"{word}\"",
        [var word, ..] => $"{parsed.CommandResult.Command.Name} does not take \"{word}\"",
    };

    /// <summary>A verb that takes any words would take an option it does not know, or a mistyped one, for one of them. After
    /// "--" every word is one.</summary>
    private static string? UnknownOption(ParseResult parsed) => !parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors
        ? null
        : parsed.Tokens.TakeWhile(static t => t.Type != TokenType.DoubleDash)
            .Where(static t => t.Type == TokenType.Argument && t.Value.StartsWith("--", StringComparison.Ordinal))
            .Select(static t => $"There is no option {t.Value}").FirstOrDefault();

    /// <summary>"--json=maybe" is not a flag: the parser would take the value for a word of its own, or read it as yes.</summary>
    private static string? FlagWithValue(string[] args, ParseResult parsed) => args.TakeWhile(static a => a != "--")
        .Select(static a => a.IndexOfAny(['=', ':']) is var end and > 0 ? a[..end] : null)
        .Where(name => parsed.CommandResult.Command.Options.Any(o => o.Name == name && o.ValueType == typeof(bool)))
        .Select(static name => $"The option {name} takes no value").FirstOrDefault();

    /// <summary>Runs a verb's work and turns what the user can correct into one sentence.</summary>
    internal static async Task<int> GuardAsync(Terminal terminal, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is ImportException or StorageUnusableException or SettingsException or ModelUnavailableException
            or ModelRefusedException or BudgetSpentException)
        {
            await terminal.Error.WriteLineAsync(e.Message);
        }
        catch (OperationCanceledException)
        {
            await terminal.Error.WriteLineAsync("Stopped. Run it again to go on where it stopped.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or HttpRequestException)
        {
            await terminal.Error.WriteLineAsync($"Failed: {e.Message}");
        }
        catch (CryptographicException)
        {
            await terminal.Error.WriteLineAsync(
                "The keys in the data folder cannot be used: a file in its folder keys is damaged or not yours to read. Put it back from a "
                    + "backup, "
                + "or move it away and connect the mailboxes again.");
        }
        catch (Exception e)
        {
            // Nothing the user did. The message may hold mail; where it happened does not.
            await terminal.Error.WriteLineAsync(
                $"Failed: there is a fault in InboxMind or in its data ({e.GetType().Name} in {PlaceOf(e)}). Please report it.");
        }

        return Failed;
    }

    private static string PlaceOf(Exception e) => new StackTrace(e).GetFrames()
        .Select(static f => f.GetMethod()?.DeclaringType?.FullName)
        .FirstOrDefault(static name => name?.StartsWith("InboxMind.", StringComparison.Ordinal) == true) ?? "a library";

    /// <summary>The width of the window, where it has one: Windows does not say when the output goes elsewhere.</summary>
    private static int Columns()
    {
        try
        {
            return System.Console.WindowWidth is > 0 and var columns ? columns : Terminal.UsualColumns;
        }
        catch (IOException)
        {
            return Terminal.UsualColumns;
        }
    }
}
