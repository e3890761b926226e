using System.CommandLine;
using System.Globalization;
using System.Net;
using InboxMind.Server.Output;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind health</c>: whether <c>serve</c> answers on this machine, for what watches it where there is no other
/// program, such as a container.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(5);

    public static Command Create(Terminal terminal)
    {
        var port = new Option<int>("--port")
        {
            Description = "The port that serve listens at.",
            DefaultValueFactory = static _ => ServeCommand.DefaultPort,
        };
        port.Validators.Add(static result =>
        {
            if (result.Tokens is [var token]
                && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                    && value is > 0 and <= IPEndPoint.MaxPort))
                result.AddError("--port takes a number from 1 to 65535.");
        });
        var command = new Command("health", "Say whether inboxmind serve answers on this machine.") { port };
        command.SetAction((parsed, cancellation) =>
            CommandLine.GuardAsync(terminal, () => RunAsync(parsed.GetValue(port), terminal, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(int port, Terminal terminal, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = AtMost };
        try
        {
            using var answer = await client.GetAsync(
                new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{IPAddress.Loopback}:{port}/health")), cancellation);
            if (answer.IsSuccessStatusCode)
            {
                await terminal.Out.WriteLineAsync("healthy");
                return CommandLine.Done;
            }

            await terminal.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"What listens on port {port} answers {(int)answer.StatusCode}."));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            await terminal.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"Nothing answers on port {port} within {AtMost.TotalSeconds:0} seconds."));
        }

        return CommandLine.Failed;
    }
}
