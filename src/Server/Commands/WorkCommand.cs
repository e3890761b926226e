using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using InboxMind.Api.Admin;
using InboxMind.Core.Audit;
using InboxMind.Core.Text;
using InboxMind.Core.Work;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind work</c>: work that failed too often and was set aside, and putting it back.</summary>
internal static class WorkCommand
{
    private const string All = "all";
    private const int MaxListed = 1_000;

    public static Command Create(Terminal terminal)
    {
        var again =
            new Option<string?>("--again") { Description = "Put an item back into its queue, or all of them.", HelpName = "ID|all" };
        var command =
            new Command("work", "List work that failed too often, or put it back.") { again, CommonOptions.Data, CommonOptions.Json };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            parsed.GetRequiredValue(CommonOptions.Data), parsed.GetValue(again), parsed.GetValue(CommonOptions.Json), terminal,
            cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(string data, string? again, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var services = Composition.Open(data);
        return again is null
            ? await ListAsync(services, json, terminal, cancellation)
            : await AgainAsync(services, again, json, terminal, cancellation);
    }

    private static async Task<int> ListAsync(ServiceProvider services, bool json, Terminal terminal, CancellationToken cancellation)
    {
        var items = await services.GetRequiredService<ReadPoisonedWork>().ReadAsync(queue: null, MaxListed, cancellation);
        if (json)
        {
            await terminal.Out.WriteLineAsync(
                TerminalText.Json(JsonSerializer.Serialize(PoisonedResponse.From(items), CliJson.Plain.PoisonedResponse)));
            return CommandLine.Done;
        }

        if (items.Count == 0)
            await terminal.Out.WriteLineAsync("No work was set aside.");
        foreach (var (queue, item) in items)
        {
            await terminal.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{queue} {item.Id}: tried {Text.Count(item.DequeueCount, "time")}, set aside {Text.Local(item.At)}: {item.Body}"));
        }

        return CommandLine.Done;
    }

    private static async Task<int> AgainAsync(
        ServiceProvider services, string id, bool json, Terminal terminal, CancellationToken cancellation)
    {
        var work = services.GetRequiredService<IWorkQueue>();
        var queued = 0;
        foreach (var queue in WorkQueues.All)
        {
            if (id == All)
                queued += await work.RequeueAllPoisonedAsync(queue, cancellation);
            else if (queued == 0 && await work.RequeuePoisonedAsync(queue, id, cancellation))
                queued = 1;
        }

        if (queued == 0 && id != All)
        {
            await terminal.Error.WriteLineAsync("There is no such item; inboxmind work lists them.");
            return CommandLine.Failed;
        }

        if (queued > 0)
            await AuditAsync(services, cancellation);
        await terminal.Out.WriteLineAsync(
            json ? JsonSerializer.Serialize(new WorkAgainOutput(queued), CliJson.Plain.WorkAgainOutput)
            : string.Create(CultureInfo.InvariantCulture, $"{queued} put back. A worker does it while inboxmind serve runs."));
        return CommandLine.Done;
    }

    private static async Task AuditAsync(ServiceProvider services, CancellationToken cancellation)
    {
        var user = await services.GetRequiredService<LocalUser>().GetAsync(cancellation);
        await services.GetRequiredService<IAuditLog>().AppendAsync(
            AuditEvent.For(AuditKind.AdminAccess, user, RequestOrigin.CommandLine) with { Detail = "work requeued" }, cancellation);
    }
}
