using InboxMind.Azure.Cosmos;
using InboxMind.Testing.Cosmos;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Contracts.Azure.Cosmos;

/// <summary>An account of its own for one test, with a clock that the test moves.</summary>
internal sealed class CosmosAccount : IDisposable
{
    /// <param name="wrap">Stands between the SDK and the account, such as to break calls.</param>
    public CosmosAccount(Func<HttpMessageHandler, HttpMessageHandler>? wrap = null)
    {
        Server = new CosmosServer(Time);
        Database = Open(Server, wrap);
    }

    public FakeTimeProvider Time { get; } = new(Samples.Start);

    public CosmosServer Server { get; }

    public CosmosDatabase Database { get; }

    /// <summary>Another process' view of the same account.</summary>
    public static CosmosDatabase Open(
        CosmosServer server, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null, string key = CosmosServer.Key)
    {
        return new CosmosDatabase(
            CosmosSettings.OfEmulator(CosmosServer.Endpoint, key),
            options => options.HttpClientFactory = () => new HttpClient(Wrap(new CosmosHandler(server)), disposeHandler: true));

        HttpMessageHandler Wrap(HttpMessageHandler handler) => wrap is null ? handler : wrap(handler);
    }

    public void Dispose() => Database.Dispose();
}
