using System.Net;
using DurableTask.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Durable.Tests.Engine;

/// <summary>The Durable Task engine, its worker and its client, as Functions has them: they talk gRPC, and the worker is sent an
/// instance's whole history for each of its steps.</summary>
internal sealed class DurableEngine : IAsyncDisposable
{
    private Action<DurableTaskRegistry> _tasks;
    private EngineDispatch? _dispatch;
    private WebApplication? _server;
    private GrpcChannel? _channel;
    private IHost? _worker;

    private DurableEngine(Action<DurableTaskRegistry> tasks) => _tasks = tasks;

    public EngineStore Store { get; } = new();

    public DurableTaskClient Client => _worker!.Services.GetRequiredService<DurableTaskClient>();

    public static async Task<DurableEngine> StartAsync(Action<DurableTaskRegistry> tasks, CancellationToken cancellation)
    {
        var engine = new DurableEngine(tasks);
        await engine.StartAsync(cancellation);
        return engine;
    }

    /// <summary>The worker and the dispatcher are gone in the middle of what they do; others take their place, on the same store.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="tasks">The code that the new worker has; null for the same.</param>
    public async Task KillAndRestartAsync(CancellationToken cancellation, Action<DurableTaskRegistry>? tasks = null)
    {
        _tasks = tasks ?? _tasks;
        await _dispatch!.KillAsync();
        await StopAsync();
        await StartAsync(cancellation);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task StartAsync(CancellationToken cancellation)
    {
        _dispatch = new EngineDispatch(Store);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            static kestrel => kestrel.Listen(IPAddress.Loopback, 0, static endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services
            .AddSingleton<IOrchestrationService>(_dispatch)
            .AddSingleton<IOrchestrationServiceClient>(Store.Service)
            .AddSingleton<TaskHubGrpcServer>();
        _server = builder.Build();
        _server.MapGrpcService<TaskHubGrpcServer>();
        await _server.StartAsync(cancellation);

        var channel = _channel = GrpcChannel.ForAddress(_server.Urls.Single());
        var worker = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        worker.Services.AddLogging();
        worker.Services.AddDurableTaskWorker(durable =>
        {
            durable.UseGrpc(channel);
            durable.AddTasks(_tasks);
        });
        worker.Services.AddDurableTaskClient(durable =>
        {
            durable.UseGrpc(channel);
            durable.RegisterDirectly();
        });
        _worker = worker.Build();
        await _worker.StartAsync(cancellation);
    }

    private async Task StopAsync()
    {
        await _worker!.StopAsync();
        _worker.Dispose();
        _channel!.Dispose();
        await _server!.StopAsync();
        await _server.DisposeAsync();
    }
}
