using System.Text.RegularExpressions;
using InboxMind.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests;

public sealed partial class ApiPageTests
{
    [Fact]
    public async Task ApiPage_Routes_AreThoseMapped()
    {
        using var folder = new TempFolder();
        await using var app = await SampleApi.StartAsync(folder.Root);
        var mapped = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static e => e.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null)
            .SelectMany(static e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                .Select(method => $"{method} {e.RoutePattern.RawText}"));

        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "docs", "api.md"), TestContext.Current.CancellationToken);

        RouteRow().Matches(page).Select(static m => m.Groups[1].Value).ShouldBe(mapped, ignoreOrder: true);
    }

    /// <summary>A row of the page's table of routes.</summary>
    [GeneratedRegex(@"^\| `([A-Z]+ /[^`]*)` \|", RegexOptions.Multiline)]
    private static partial Regex RouteRow();
}
