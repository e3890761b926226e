using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using InboxMind.Api.Tests.Auth;
using InboxMind.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace InboxMind.Api.Tests.OpenApi;

public sealed partial class ApiDocumentTests : IAsyncLifetime
{
    private AuthApi _api = null!;
    private ServedDocument _document = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await AuthApi.StartAsync();
        _document = await ServedDocument.OfAsync(_api);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public void Document_Operations_AreTheRoutes() => _document.Operations.Select(static o => o.Name).ShouldBe(
        _api.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static e => e.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null)
            .SelectMany(static e =>
                e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(m => $"{m} {e.RoutePattern.RawText}")),
        ignoreOrder: true,
        "map the route inside the group of ApiPipeline, so that the document has it");

    [Fact]
    public async Task Document_Operations_AreThoseOfThePage() => _document.Operations.Select(static o => o.Name).ShouldBe(
        RouteRow().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "docs", "api.md"), Cancellation))
            .Select(static m => m.Groups[1].Value),
        ignoreOrder: true,
        "add the route to the table of docs/api.md");

    [Fact]
    public async Task Walk_EveryRequest_IsAnOperation()
    {
        var walk = WalkRequest()
            .Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "docs", "inboxmind.http"), Cancellation));

        walk.Count.ShouldBeGreaterThan(15);
        foreach (var request in walk.Select(static m => (Method: m.Groups[1].Value, Path: m.Groups[2].Value)))
        {
            _document.Operations.Any(o => o.Method == request.Method && Regex.IsMatch(
                Value().Replace(request.Path, "x"), $"^{Parameter().Replace(o.Path, "[^/]+")}$", RegexOptions.CultureInvariant))
                .ShouldBeTrue($"{request.Method} {request.Path}");
        }
    }

    [Fact]
    public void Document_ReadByALibrary_HasNoErrors()
    {
        var read = OpenApiDocument.Parse(_document.Text, "json", new OpenApiReaderSettings());

        read.Diagnostic!.Errors.ShouldBeEmpty();
        read.Diagnostic.Warnings.ShouldBeEmpty();
        read.Diagnostic.SpecificationVersion.ShouldBe(OpenApiSpecVersion.OpenApi3_1);
    }

    [Fact]
    public void Document_EveryOperation_SaysWhatItDoes() => _document.Operations
        .Where(static o => !o.Json.TryGetProperty("summary", out _)).Select(static o => o.Name)
        .ShouldBeEmpty("add .WithSummary(...) where the route is mapped");

    [Fact]
    public void Document_EveryParameter_IsDescribed() => _document.Operations
        .SelectMany(static o => o.Parameters.Where(static p => !p.TryGetProperty("description", out _))
            .Select(p => $"{o.Name}: {p.GetProperty("name")}"))
        .ShouldBeEmpty("add .WithParameters(...) where the route is mapped");

    [Fact]
    public void Document_OperationIds_AreUnique() =>
        _document.Operations.Select(static o => o.Json.GetProperty("operationId").GetString()).ShouldBeUnique();

    [Fact]
    public void Document_EveryError_IsAProblemOrAPage()
    {
        foreach (var operation in _document.Operations)
        {
            var responses = operation.Json.GetProperty("responses");
            foreach (var status in (string[])["403", "413", "415", "421", "429", "500"])
                responses.TryGetProperty(status, out _).ShouldBeTrue($"{operation.Name} {status}");
            if (operation.NeedsToken)
                responses.TryGetProperty("401", out _).ShouldBeTrue(operation.Name);

            // All but these look at what is stored, which may be out of reach.
            responses.TryGetProperty("503", out _).ShouldBe(
                operation.Path is not ("/health" or "/openapi" or "/openapi/v1.json"), $"{operation.Name} 503");
            foreach (var response in responses.EnumerateObject().Where(static r => r.Name[0] is '4' or '5'))
            {
                _document.Schemas.Resolve(response.Value).GetProperty("content").GetProperty("application/problem+json")
                    .GetProperty("schema")
                    .GetProperty("$ref").GetString().ShouldBe("#/components/schemas/Problem", $"{operation.Name} {response.Name}");
            }
        }
    }

    [Fact]
    public void Document_DetailedHealthThatIsDown_IsAReportOrAProblem()
    {
        var down = _document.Operations.Single(static o => o.Name == "GET /health/detailed").Json.GetProperty("responses")
            .GetProperty("503");

        down.GetProperty("content").EnumerateObject()
            .Select(static c => $"{c.Name} {c.Value.GetProperty("schema").GetProperty("$ref").GetString()}")
            .ShouldBe(
                ["application/json #/components/schemas/DetailedHealthResponse", "application/problem+json #/components/schemas/Problem"],
                ignoreOrder: true);
    }

    [Fact]
    public void Document_EveryExample_FitsItsSchema()
    {
        var examples = Media(_document.Root).Where(static m => m.TryGetProperty("example", out _)).ToList();

        examples.Count.ShouldBeGreaterThan(20);
        foreach (var media in examples)
            _document.Schemas.Check(media.GetProperty("schema"), media.GetProperty("example"))
                .ShouldBeEmpty(media.GetProperty("schema").GetRawText());
    }

    [Theory]
    [InlineData("QueryRequest", "query")]
    [InlineData("ConnectRequest", "host", "user", "password")]
    [InlineData("ChangeRequest")]
    public void Document_Request_NeedsWhatItNeeds(string schema, params string[] names)
    {
        var found = _document.Root.GetProperty("components").GetProperty("schemas").GetProperty(schema);

        (found.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(static r => r.GetString()!) : [])
            .ShouldBe(names, ignoreOrder: true);
    }

    [Fact]
    public async Task Document_AskedAgain_IsNotSentAgain()
    {
        using var first = await _api.SendAsync(HttpMethod.Get, "/openapi/v1.json");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/openapi/v1.json", UriKind.Relative));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await _api.Client.SendAsync(request, Cancellation);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Page_Asked_LoadsWhatIsServedHereAndRunsOnlyThat()
    {
        using var asked = await _api.SendAsync(HttpMethod.Get, "/openapi");
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var address = new Uri(new Uri("http://localhost/openapi"), asked.Headers.Location!);
        using var response = await _api.SendAsync(HttpMethod.Get, address.AbsoluteUri);
        var page = await response.Content.ReadAsStringAsync(Cancellation);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'nonce-");
        policy.ShouldContain("connect-src 'self'");
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        Script().Count(page)
            .ShouldBe(Regex.Count(page, $"nonce=\"{Regex.Escape(HtmlEncoder.Default.Encode(nonce))}\"|nonce=\"{Regex.Escape(nonce)}\""));
        page.ShouldNotContain("//", Case.Sensitive, "nothing of another host");
        page.ShouldContain("openapi/v1.json");
        foreach (var source in Source().Matches(page).Select(static m => m.Groups[1].Value))
        {
            using var script = await _api.SendAsync(HttpMethod.Get, new Uri(address, source).AbsoluteUri);
            script.StatusCode.ShouldBe(HttpStatusCode.OK, source);
        }
    }

    /// <summary>Everything that has a schema and may have an example.</summary>
    private static IEnumerable<JsonElement> Media(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            element.EnumerateObject().SelectMany(static p => p.Name == "content" && p.Value.ValueKind == JsonValueKind.Object
            ? p.Value.EnumerateObject().Select(static m => m.Value)
            : p.Name == "example" ? [] : Media(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Media),
        _ => [],
    };

    /// <summary>A request of the walk: its method and its path without the query string.</summary>
    [GeneratedRegex(@"^([A-Z]+) \{\{host\}\}([^?\s]*)", RegexOptions.Multiline)]
    private static partial Regex WalkRequest();

    /// <summary>A value that the walk puts in.</summary>
    [GeneratedRegex(@"\{\{[^}]*\}\}")]
    private static partial Regex Value();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("<script")]
    private static partial Regex Script();

    [GeneratedRegex("<script[^>]* src=\"([^\"]+)\"")]
    private static partial Regex Source();

    /// <summary>A row of the page's table of routes.</summary>
    [GeneratedRegex(@"^\| `([A-Z]+ /[^`]*)` \|", RegexOptions.Multiline)]
    private static partial Regex RouteRow();
}
