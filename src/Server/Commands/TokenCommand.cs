using System.CommandLine;
using System.Text.Json;
using InboxMind.Api;
using InboxMind.Api.Auth;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Audit;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind token</c>: whoever can read the data folder is the local user, and may run the deployment.</summary>
internal static class TokenCommand
{
    public static Command Create(Terminal terminal)
    {
        var admin = new Option<bool>("--admin") { Description = "A token that may run the deployment.", Arity = ArgumentArity.Zero };
        var command =
            new Command("token", "An access token for the local user, for scripts.") { admin, CommonOptions.Data, CommonOptions.Json };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            parsed.GetRequiredValue(CommonOptions.Data), parsed.GetValue(admin), parsed.GetValue(CommonOptions.Json), terminal,
            cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(string data, bool isOperator, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var services = Composition.Open(data, static s => s.AddInboxMindTokens());
        var user = await services.GetRequiredService<LocalUser>().GetAsync(cancellation);
        var session = await services.GetRequiredService<StartSession>()
            .OnceAsync(Owner.Local, RequestOrigin.CommandLine, AccessTokens.Lifetime, isOperator, cancellation);
        await services.GetRequiredService<IAuditLog>().AppendAsync(
            AuditEvent.For(AuditKind.SignIn, user, RequestOrigin.CommandLine) with { Detail = isOperator ? "token operator" : "token" },
            cancellation);
        var token = await services.GetRequiredService<AccessTokens>().IssueAsync(Owner.Local, session.Id, cancellation);
        await terminal.Out.WriteLineAsync(
            json ? JsonSerializer.Serialize(
                new TokenOutput(token, (int)AccessTokens.Lifetime.TotalSeconds), CliJson.Plain.TokenOutput) : token);
        return CommandLine.Done;
    }
}
