using InboxMind.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions.Tests;

public sealed class HostServicesTests
{
    [Theory]
    [InlineData("Google:ClientId", "id", "InboxMind:Accounts:Google:ClientSecret is missing; take it from the app's registration.")]
    [InlineData("PublicAddress", "http://example.com", "InboxMind:Accounts:PublicAddress must be https:// and a name without a path.")]
    [InlineData("Organisations:0:Domain", "example", "InboxMind:Accounts:Organisations:0:Domain must be a domain such as example.com.")]
    public void Add_WrongAccountSetting_SaysWhichOne(string key, string value, string problem) =>
        Add(($"InboxMind:Accounts:{key}", value), ("InboxMind:Data", Path.GetFullPath("data"))).Problem.ShouldBe(problem);

    [Fact]
    public void Add_WrongLimit_SaysWhichOne() =>
        Add(("InboxMind:Limits:QuestionsPerMinute", "none"), ("InboxMind:Data", Path.GetFullPath("data"))).Problem
            .ShouldBe("InboxMind:Limits:QuestionsPerMinute must be a number from 1 to 1000000.");

    [Fact]
    public void Add_NoDataFolder_SaysWhatToSet() => Add().Problem.ShouldNotBeNull().ShouldContain("InboxMind__Data");

    [Fact]
    public async Task Add_GoodSettings_ComposesThePipeline()
    {
        using var folder = new TempFolder();
        var (problem, host) = Add(("InboxMind:Data", folder.Root));

        problem.ShouldBeNull();
        await using var app = host.Build();
        app.Services.GetRequiredService<HttpPipeline>().ShouldNotBeNull();
        app.Services.GetServices<IHostedService>().OfType<IndexChecker>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Add_GoodSettings_KeepsTheFrameworksChatterOutOfTheLog()
    {
        using var folder = new TempFolder();
        var host = Add(("InboxMind:Data", folder.Root)).Host;
        await using var app = host.Build();
        var logs = app.Services.GetRequiredService<ILoggerFactory>();

        logs.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Information).ShouldBeFalse();
        logs.CreateLogger("System.Net.Http.HttpClient.Default").IsEnabled(LogLevel.Warning).ShouldBeTrue();
        logs.CreateLogger("InboxMind.Functions").IsEnabled(LogLevel.Information).ShouldBeTrue();
    }

    [Fact]
    public async Task OpenApi_ThroughThePipeline_IsTheDocumentOfTheApi()
    {
        using var folder = new TempFolder();
        await using var app = Add(("InboxMind:Data", folder.Root)).Host.Build();
        await using var scope = app.Services.CreateAsyncScope();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = "/openapi/v1.json";
        context.Request.Host = new HostString("localhost");
        context.Response.Body = body;

        await app.Services.GetRequiredService<HttpPipeline>().RunAsync(context);

        context.Response.StatusCode.ShouldBe(StatusCodes.Status200OK);
        using var document = System.Text.Json.JsonDocument.Parse(body.ToArray());
        document.RootElement.GetProperty("paths").TryGetProperty("/api/v1/emails/{id}", out _).ShouldBeTrue();
    }

    private static (string? Problem, WebApplicationBuilder Host) Add(params (string Key, string Value)[] settings)
    {
        var host = WebApplication.CreateSlimBuilder();
        host.Configuration["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace";
        host.Configuration["Logging:LogLevel:InboxMind"] = "None";
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        return (HostServices.Add(host.Services, configuration), host);
    }
}
