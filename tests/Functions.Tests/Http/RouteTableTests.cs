using Microsoft.AspNetCore.Routing;

namespace InboxMind.Functions.Tests.Http;

/// <summary>Everything the Api answers is reachable through the functions.</summary>
public sealed class RouteTableTests
{
    [Fact]
    public async Task EveryRoute_OfTheApi_HasExactlyOneFunctionWithItsMethod()
    {
        await using var host = new EmbeddedHost();
        host.Get<HttpPipeline>();

        var routes = host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var wrong = new List<string>();
        var count = 0;
        foreach (var route in routes)
        {
            var methods = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
            foreach (var method in methods)
            {
                count++;
                var names = FunctionRoutes.Find(method, Path(route)).Select(static f => f.Name).Order(StringComparer.Ordinal).ToList();
                if (names.Count(static n => n != FunctionRoutes.Rest) != 1
                    && Path(route) is not ("/" or "/metrics" or "/assets/x" or "/api/v1/imports"))
                    wrong.Add($"{method} {route.RoutePattern.RawText}: {string.Join(", ", names)}");
                if (!names.Contains(FunctionRoutes.Rest))
                    wrong.Add($"{method} {route.RoutePattern.RawText}: not even the function for the rest");
            }
        }

        wrong.ShouldBeEmpty();
        count.ShouldBeGreaterThan(40);
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/assets/index.js")]
    [InlineData("POST", "/api/v1/imports")]
    [InlineData("GET", "/favicon.ico")]
    [InlineData("PUT", "/api/v1/emails")]
    [InlineData("GET", "/api/v1/nothing")]
    public void AnythingElse_HasTheFunctionForTheRest(string method, string path) =>
        FunctionRoutes.Find(method, path).ShouldHaveSingleItem().Name.ShouldBe(FunctionRoutes.Rest);

    private static string Path(RouteEndpoint route) => "/" + string.Join('/', route.RoutePattern.PathSegments.Select(
        static segment => string.Concat(segment.Parts.Select(static part =>
            part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "x"))));
}
