using System.CommandLine;
using System.Globalization;
using System.Net;
using InboxMind.Api;
using InboxMind.Api.Auth;
using InboxMind.Core;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Indexing;
using InboxMind.Core.Settings;
using InboxMind.Core.Sync.Runs;
using InboxMind.Core.Text;
using InboxMind.Core.Work;
using InboxMind.Embedded.Storage;
using InboxMind.Server.Background;
using InboxMind.Server.Output;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind serve</c>: the API and the background work.</summary>
internal static class ServeCommand
{
    internal const int DefaultPort = 5180;

    /// <summary>How long requests under way may take to end.</summary>
    private static readonly TimeSpan RequestsAtTheEnd = TimeSpan.FromSeconds(5);

    /// <summary>How long what was deleted may take to leave the indexes.</summary>
    private static readonly TimeSpan AtTheEnd = TimeSpan.FromSeconds(10);

    public static Command Create(Terminal terminal)
    {
        var port =
            new Option<int>("--port")
            {
                Description = "The port on this machine; 0 takes a free one.",
                DefaultValueFactory = static _ =>
                DefaultPort
            };
        port.Validators.Add(static result =>
        {
            if (result.Tokens is [var token]
                && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 65535))
                result.AddError("--port takes a number from 0 to 65535");
        });
        var listen = new Option<IPAddress>("--listen")
        {
            Description = "The address to listen at, such as 0.0.0.0 in a container behind a proxy; this machine alone unless set.",
            HelpName = "ADDRESS",
            CustomParser = static result =>
            {
                if (IPAddress.TryParse(result.Tokens[0].Value, out var address))
                    return address;
                result.AddError("--listen takes an IP address");
                return null!;
            },
        };
        var open = new Option<bool>("--open") { Description = "Open the web page in the browser, signed in." };
        var command = new Command("serve", "Serve the API on this machine and do the background work.")
        {
            port, listen, open, CommonOptions.Data,
        };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            parsed.GetRequiredValue(CommonOptions.Data), parsed.GetValue(port), parsed.GetValue(listen), parsed.GetValue(open), terminal,
            cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(
        string data, int port, IPAddress? listen, bool opensBrowser, Terminal terminal, CancellationToken cancellation)
    {
        // Others would sign in, and send their mail, without encryption.
        if (listen is not null && !IPAddress.IsLoopback(listen)
            && string.IsNullOrWhiteSpace(Composition.Settings()["Accounts:PublicAddress"]))
        {
            await terminal.Error.WriteLineAsync("To listen beyond this machine, set INBOXMIND_Accounts__PublicAddress to the https address "
                + "that people use, and let a proxy with that name and a certificate stand in front.");
            return CommandLine.Failed;
        }

        foreach (var (name, nearest) in KnownSettings.Unknown(Composition.Settings()))
        {
            await terminal.Error.WriteLineAsync($"{Variable(name)} is no setting of InboxMind"
                + (nearest is null ? "." : $"; is {Variable(nearest)} meant?"));
        }

        if (ProductionRules.IsProduction(Composition.Settings())
            && ProductionRules.Broken(Composition.Settings(), hasOwnAddress: false) is { Count: > 0 } broken)
        {
            foreach (var rule in broken)
                await terminal.Error.WriteLineAsync(rule);
            return CommandLine.Failed;
        }

        // What fails before it runs is told in one sentence; the host's own lines would say it once more, with all its frames.
        var isRunning = false;
        port = port == 0 ? LoopbackPort.Free() : port;
        await using var app = Build(data, port, listen, () => isRunning);
        // An unusable data folder is told before the address is.
        app.Services.GetRequiredService<DataFolder>();
        app.Services.GetRequiredService<Core.Mail.IMailStore>();
        await CheckKeysAsync(app.Services, cancellation);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException or AggregateException)
        {
            await terminal.Error.WriteLineAsync(
                e.InnerException is AddressInUseException
                    ? $"Port {port} is in use, perhaps by another inboxmind serve: choose another with --port, or --port 0 for a free one."
                    : $"Port {port} cannot be opened by this account: choose another with --port, or --port 0 for a free one.");
            return CommandLine.Failed;
        }

        isRunning = true;
        var address = $"http://localhost:{port}";
        await terminal.Out.WriteLineAsync(
            $"InboxMind listens on {address} and keeps its data in {Path.GetFullPath(data)}. Stop it with Ctrl+C.");
        var code = await app.Services.GetRequiredService<LocalSignIn>().OfferAsync(cancellation);
        var link = $"{address}/api/v1/auth/local?code={code}";
        await terminal.Out.WriteLineAsync($"Sign a browser in, once and within ten minutes: {link}");
        using var page = new SignInPage(data);
        if (opensBrowser && !await page.OpenAsync(link, cancellation))
            await terminal.Error.WriteLineAsync("No browser could be started here: open the link yourself.");
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

    private static string Variable(string setting) =>
        TerminalText.Line($"INBOXMIND_{setting.Replace(":", "__", StringComparison.Ordinal)}");

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

    /// <summary>A key ring that cannot be used is told before the address is.</summary>
    private static async Task CheckKeysAsync(IServiceProvider services, CancellationToken cancellation)
    {
        try
        {
            await services.GetRequiredService<SigningKeys>().CheckAsync(cancellation);
        }
        catch (DiskFullException)
        {
            // On a full disk what needs no new key still works, and makes room.
        }
    }

    private static WebApplication Build(string data, int port, IPAddress? listen, Func<bool> isRunning)
    {
        // Nothing of the folder it is started in, and no variables but our own: neither an address to listen at, nor what is logged.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddLogForm(Composition.Settings());
        builder.Services.AddInboxMindLogRules().PostConfigure<LoggerFilterOptions>(options => options.Rules.Add(
            new LoggerFilterRule(null, "Microsoft.Extensions.Hosting", LogLevel.Warning, (_, _, _) => isRunning())));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            if (listen is null)
                options.ListenLocalhost(port);
            else
                options.Listen(listen, port);
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = 1024 * 1024;
        });
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = RequestsAtTheEnd);
        builder.Services.AddInboxMindCore();
        Composition.AddAdapters(builder.Services, data);
        builder.Services.AddInboxMindApi(Composition.Settings());
        builder.Services.AddHostedService<WorkService<IndexMailHandler>>();
        builder.Services.AddHostedService<WorkService<SyncMailboxHandler>>();
        builder.Services.AddSingleton<FirstLook>();
        builder.Services.AddHostedService<IndexChecker>();
        builder.Services.AddHostedService<Sweeper>();
        builder.Services.AddHostedService<VectorService>();
        builder.Services.AddHostedService<AttachmentService>();
        builder.Services.AddHostedService<ReadingService>();
        builder.Services.AddHostedService<ErasureSweeper>();
        builder.Services.AddSingleton<SyncWakeUps>();
        builder.Services.AddHostedService<SyncScheduler>();
        builder.Services.AddHostedService<InboxWatcher>();
        var app = builder.Build();
        app.UseInboxMindApi();
        return app;
    }
}
