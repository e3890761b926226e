namespace InboxMind.Durable.Tests.Engine;

/// <summary>The app, and the engine in memory that runs its orchestrations.</summary>
internal sealed class EngineWorld : IAsyncDisposable
{
    private EngineWorld(App app, DurableEngine engine) => (App, Engine) = (app, engine);

    public App App { get; }

    public DurableEngine Engine { get; }

    public MailServers Servers => App.Servers;

    public static async Task<EngineWorld> StartAsync(MailServers servers, CancellationToken cancellation, TimeProvider? time = null)
    {
        var app = new App(servers, time);
        return new EngineWorld(app, await DurableEngine.StartAsync(app.AddTasks, cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await App.DisposeAsync();
    }
}
