using InboxMind.Core.Sync;
using InboxMind.Functions;
using InboxMind.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.DurableTask;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace InboxMind.Durable.Tests.Engine;

/// <summary>The app's services as the Functions host composes them, on a fresh data folder. Only the mail servers are the test's
/// own.</summary>
internal sealed class App : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;

    public App(MailServers servers, TimeProvider? time = null)
    {
        Servers = servers;
        var host = WebApplication.CreateSlimBuilder();
        host.Logging.ClearProviders();
        var settings = new Dictionary<string, string?> { ["InboxMind:Data"] = _folder.Root };
        HostServices.Add(host.Services, new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).ShouldBeNull();
        host.Services
            .Replace(ServiceDescriptor.Singleton<IMailServerConnector>(servers))
            .Replace(ServiceDescriptor.Singleton<IMailCredentials>(servers))
            .Replace(ServiceDescriptor.Singleton(time ?? TimeProvider.System));
        _app = host.Build();
    }

    public MailServers Servers { get; }

    /// <summary>The data folder.</summary>
    public string Folder => _folder.Root;

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A function, made as the worker makes it.</summary>
    public T Function<T>() => ActivatorUtilities.CreateInstance<T>(_app.Services);

    public void AddTasks(DurableTaskRegistry tasks) => AppTasks.Add(tasks, _app.Services);

    /// <summary>Connects mailboxes that are due, each to a server of its own name.</summary>
    public async Task ConnectAsync(string user, IEnumerable<string> mailboxes, CancellationToken cancellation)
    {
        var owner = new Owner(new UserId(user));
        foreach (var mailbox in mailboxes)
        {
            await Get<IMailboxStore>().SaveAsync(
                owner,
                new Mailbox(new MailboxId(mailbox), MailboxKind.Imap, mailbox)
                {
                    Connection =
                        new ImapConnection(
                            "mail.example.com", 993, mailbox, ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false),
                    Sync = SyncChoice.Default with { Enabled = true },
                },
                cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
