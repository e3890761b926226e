using InboxMind.Core.Accounts;
using InboxMind.Core.Sync;
using InboxMind.Functions;
using InboxMind.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace InboxMind.Durable.Tests.Engine;

/// <summary>The app's services as the Functions host composes them, on a fresh data folder, and the engine that runs its orchestrations.
/// Only the mail servers are the test's own.</summary>
internal sealed class EngineWorld : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;
    private DurableEngine? _engine;

    private EngineWorld(MailServers servers, TimeProvider time)
    {
        Servers = servers;
        var host = WebApplication.CreateSlimBuilder();
        host.Logging.ClearProviders();
        var settings = new Dictionary<string, string?> { ["InboxMind:Data"] = _folder.Root };
        HostServices.Add(host.Services, new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).ShouldBeNull();
        host.Services
            .Replace(ServiceDescriptor.Singleton<IMailServerConnector>(servers))
            .Replace(ServiceDescriptor.Singleton<IMailCredentials>(servers))
            .Replace(ServiceDescriptor.Singleton(time));
        _app = host.Build();
    }

    public DurableEngine Engine => _engine!;

    public MailServers Servers { get; }

    public static async Task<EngineWorld> StartAsync(MailServers servers, CancellationToken cancellation, TimeProvider? time = null)
    {
        var world = new EngineWorld(servers, time ?? TimeProvider.System);
        world._engine = await DurableEngine.StartAsync(tasks => AppTasks.Add(tasks, world._app.Services), cancellation);
        return world;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A function, made as the worker makes it.</summary>
    public T Function<T>(params object[] arguments) => ActivatorUtilities.CreateInstance<T>(_app.Services, arguments);

    /// <summary>Connects mailboxes that are due, each to a server of its own name.</summary>
    public async Task ConnectAsync(string user, IEnumerable<string> mailboxes, CancellationToken cancellation)
    {
        var tenant = new Tenant(new UserId(user));
        foreach (var mailbox in mailboxes)
        {
            await Get<IMailboxStore>().SaveAsync(
                tenant,
                new Mailbox(new MailboxId(mailbox), MailboxKind.Imap, mailbox)
                {
                    Connection = new ImapConnection("mail.example.com", 993, mailbox, ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false),
                    Sync = SyncChoice.Default with { Enabled = true },
                },
                cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
