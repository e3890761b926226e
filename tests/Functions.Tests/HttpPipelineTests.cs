using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Functions.Tests;

public sealed class HttpPipelineTests
{
    private readonly DefaultHttpContext context = new();
    private readonly Endpoint workersEndpoint = new(null, null, "the worker's own");
    private readonly RouteValueDictionary workersValues = new() { ["rest"] = "query" };
    private readonly HttpContextAccessor accessor = new();

    public HttpPipelineTests()
    {
        context.SetEndpoint(workersEndpoint);
        context.Request.RouteValues = workersValues;
    }

    [Fact]
    public async Task RunAsync_RoutedRequest_PipelineSeesItUnrouted()
    {
        Endpoint? endpoint = workersEndpoint;
        var values = -1;

        await RunAsync(inner =>
        {
            endpoint = inner.GetEndpoint();
            values = inner.Request.RouteValues.Count;
            return Task.CompletedTask;
        });

        endpoint.ShouldBeNull();
        values.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_PipelineRoutes_RestoresWorkersRouting()
    {
        await RunAsync(inner =>
        {
            inner.SetEndpoint(new Endpoint(null, null, "the Api's"));
            inner.Request.RouteValues["id"] = "7";
            return Task.CompletedTask;
        });

        ShouldBeRoutedByTheWorker();
    }

    [Fact]
    public async Task RunAsync_PipelineThrows_RestoresWorkersRoutingAndPassesItOn()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(async inner =>
        {
            await Task.Yield();
            inner.SetEndpoint(null);
            throw new InvalidOperationException("from the pipeline");
        }));

        ShouldBeRoutedByTheWorker();
        accessor.HttpContext.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_DuringTheCall_AccessorHasTheContext()
    {
        HttpContext? seen = null;

        await RunAsync(async _ =>
        {
            await Task.Yield();
            seen = accessor.HttpContext;
        });

        seen.ShouldBeSameAs(context);
        accessor.HttpContext.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_AccessorLeftToOtherWork_IsEmptyAfterTheCall()
    {
        var done = new TaskCompletionSource();
        Task<HttpContext?>? later = null;

        await RunAsync(_ =>
        {
            later = Task.Run(async () =>
            {
                await done.Task;
                return accessor.HttpContext;
            });
            return Task.CompletedTask;
        });
        done.SetResult();

        (await later!).ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_Done_ReturnsResultThatWritesNothing()
    {
        var result = await RunAsync(_ => Task.CompletedTask);

        result.ShouldBeOfType<EmptyResult>();
    }

    [Fact]
    public async Task RunAsync_Once_CallsThePipelineOnceWithTheSameContext()
    {
        List<HttpContext> calls = [];

        await RunAsync(inner =>
        {
            calls.Add(inner);
            return Task.CompletedTask;
        });

        calls.ShouldHaveSingleItem().ShouldBeSameAs(context);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/detailed")]
    public async Task RunAsync_HealthFunction_HandsOverItsContext(string path)
    {
        context.Request.Path = path;
        HttpContext? seen = null;
        var function = new HealthFunction(Pipeline(inner =>
        {
            seen = inner;
            return Task.CompletedTask;
        }));

        await function.RunAsync(context.Request);

        seen.ShouldBeSameAs(context);
    }

    [Fact]
    public async Task RunAsync_RagFunction_HandsOverItsContext()
    {
        HttpContext? seen = null;
        var function = new RagFunction(Pipeline(inner =>
        {
            seen = inner;
            return Task.CompletedTask;
        }));

        await function.RunAsync(context.Request);

        seen.ShouldBeSameAs(context);
    }

    private HttpPipeline Pipeline(RequestDelegate pipeline) => new(pipeline, accessor);

    private Task<IActionResult> RunAsync(RequestDelegate pipeline) => Pipeline(pipeline).RunAsync(context);

    private void ShouldBeRoutedByTheWorker()
    {
        context.GetEndpoint().ShouldBeSameAs(workersEndpoint);
        context.Request.RouteValues.ShouldBeSameAs(workersValues);
        workersValues.ShouldBe(new Dictionary<string, object?> { ["rest"] = "query" });
    }
}
