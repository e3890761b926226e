using InboxMind.Core.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InboxMind.Providers.Tests.Models;

public sealed class OpenAiEndpointTests : IAsyncLifetime
{
    private readonly List<(string Path, string Key)> _asked = [];
    private WebApplication _server = null!;
    private int _status;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapGet("/{**path}", (HttpRequest request) =>
        {
            _asked.Add((request.Path, request.Headers.Authorization.ToString()));
            return Results.StatusCode(_status);
        });
        await _server.StartAsync(Cancellation);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(StatusCodes.Status200OK, true)]
    [InlineData(StatusCodes.Status401Unauthorized, true)]
    [InlineData(StatusCodes.Status404NotFound, true)]
    [InlineData(StatusCodes.Status500InternalServerError, false)]
    [InlineData(StatusCodes.Status503ServiceUnavailable, false)]
    public async Task IsReachableAsync_Answer_CountsUnlessTheServerFails(int status, bool expected)
    {
        _status = status;

        (await Endpoint($"{_server.Urls.First()}/v1/").IsReachableAsync(Cancellation)).ShouldBe(expected);

        _asked.ShouldHaveSingleItem().ShouldBe(("/v1/models", ""), "the key is for work alone");
    }

    [Fact]
    public async Task IsReachableAsync_NobodyListens_IsFalse()
    {
        var address = _server.Urls.First();
        await _server.StopAsync(Cancellation);

        (await Endpoint(address).IsReachableAsync(Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task IsReachableAsync_CallerStops_StopsToo()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Endpoint(_server.Urls.First()).IsReachableAsync(stopped.Token));
    }

    private static IModelEndpoint Endpoint(string address) => new ServiceCollection().AddInboxMindModels(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Models:Chat:Endpoint"] = address,
            ["Models:Chat:Model"] = "chat-1",
            ["Models:Chat:ApiKey"] = "secret-key",
        }).Build()).BuildServiceProvider().GetServices<IModelEndpoint>().Single();
}
