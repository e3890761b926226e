using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests;

public sealed partial class ApiPageTests
{
    [Fact]
    public async Task ApiPage_Routes_AreThoseMapped()
    {
        var folder = Directory.CreateTempSubdirectory("inboxmind-api-").FullName;
        try
        {
            await using var app = await SampleApi.StartAsync(folder);
            var mapped = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .SelectMany(static e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                    .Select(method => $"{method} {e.RoutePattern.RawText}"));

            var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs", "api.md"), TestContext.Current.CancellationToken);

            RouteRow().Matches(page).Select(static m => m.Groups[1].Value).ShouldBe(mapped, ignoreOrder: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A row of the page's table of routes.</summary>
    [GeneratedRegex(@"^\| `([A-Z]+ /[^`]*)` \|", RegexOptions.Multiline)]
    private static partial Regex RouteRow();
}
