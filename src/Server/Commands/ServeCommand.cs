using System.CommandLine;
using System.Net;
using InboxMind.Api;
using InboxMind.Core;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Indexing;
using InboxMind.Core.Sync.Runs;
using InboxMind.Core.Work;
using InboxMind.Embedded.Storage;
using InboxMind.Server.Background;
using InboxMind.Server.Output;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind serve</c>: the API and the background work.</summary>
internal static class ServeCommand
{
    private const int DefaultPort = 5180;

    private static readonly TimeSpan AtTheEnd = TimeSpan.FromSeconds(10);

    public static Command Create(Terminal terminal)
    {
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = static _ => DefaultPort };
        port.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
                result.AddError("--port takes a number from 0 to 65535");
        });
        var command = new Command("serve", "Serve the API on this machine and do the background work.") { port, CommonOptions.Data };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            parsed.GetRequiredValue(CommonOptions.Data), parsed.GetValue(port), terminal, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(string data, int port, Terminal terminal, CancellationToken cancellation)
    {
        // What fails before it runs is told in one sentence; the host's own lines would say it once more, with all its frames.
        var isRunning = false;
        await using var app = Build(data, port, () => isRunning);
        // An unusable data folder is told before the address is.
        app.Services.GetRequiredService<DataFolder>();
        app.Services.GetRequiredService<Core.Mail.IMailStore>();
        await app.StartAsync(cancellation);
        isRunning = true;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await terminal.Out.WriteLineAsync($"InboxMind listens on {address} and keeps its data in {Path.GetFullPath(data)}. Stop it with Ctrl+C.");
        var code = await app.Services.GetRequiredService<LocalSignIn>().OfferAsync(cancellation);
        await terminal.Out.WriteLineAsync($"Sign a browser in, once and within ten minutes: {address}/api/v1/auth/local?code={code}");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }
        catch (OperationCanceledException)
        {
            await app.StopAsync(CancellationToken.None);
            await RemoveDeletedAsync(app.Services);
        }

        return CommandLine.Done;
    }

    /// <summary>What was deleted in the last moments does not lie in an index until the next start.</summary>
    private static async Task RemoveDeletedAsync(IServiceProvider services)
    {
        using var limit = new CancellationTokenSource(AtTheEnd, TimeProvider.System);
        try
        {
            await services.GetRequiredService<CheckIndexes>().RemoveDeletedAsync(limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or StorageUnusableException)
        {
            // The next start goes on.
        }
    }

    private static WebApplication Build(string data, int port, Func<bool> isRunning)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(static console =>
            {
                console.SingleLine = true;
                console.IncludeScopes = true;
            })
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", level => isRunning() && level >= LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, port);
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = 1024 * 1024;
        });
        builder.Services.AddInboxMindCore();
        Composition.AddAdapters(builder.Services, data);
        builder.Services.AddInboxMindApi(Composition.Settings());
        builder.Services.AddHostedService<WorkService<IndexMailHandler>>();
        builder.Services.AddHostedService<WorkService<SyncMailboxHandler>>();
        builder.Services.AddHostedService<Sweeper>();
        builder.Services.AddHostedService<ErasureSweeper>();
        builder.Services.AddSingleton<SyncWakeUps>();
        builder.Services.AddHostedService<SyncScheduler>();
        builder.Services.AddHostedService<InboxWatcher>();
        var app = builder.Build();
        app.UseInboxMindApi();
        return app;
    }
}
