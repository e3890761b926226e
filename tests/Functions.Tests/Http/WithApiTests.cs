using System.Reflection;
using InboxMind.Api;
using InboxMind.Api.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit.v3;

[assembly: TestFramework(typeof(InboxMind.Functions.Tests.Http.WithApiTests))]

namespace InboxMind.Functions.Tests.Http;

/// <summary>Runs this project's tests, and those of the Api that are marked with <see cref="ThroughFunctionsAttribute"/>: their requests
/// come through the function whose route they have, as the worker hands it over.</summary>
public sealed class WithApiTests : XunitTestFramework
{
    public WithApiTests()
    {
        TestedHost.Add = static services => services
            .AddHttpContextAccessor()
            .AddSingleton(static provider =>
                new HttpPipeline(ApiPipeline.Build(provider), provider.GetRequiredService<IHttpContextAccessor>()));
        TestedHost.Use = static app =>
        {
            // Routes are there before the first request, for tests that read them.
            app.Services.GetRequiredService<HttpPipeline>();
            app.Run(FunctionRoutes.InvokeAsync);
        };
    }

    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) =>
        new Discoverer((IXunitTestAssembly)base.CreateDiscoverer(assembly).TestAssembly);

    private sealed class Discoverer(IXunitTestAssembly assembly) : XunitTestFrameworkDiscoverer(assembly)
    {
        protected override Type[] GetExportedTypes() =>
        [
            .. base.GetExportedTypes(),
            .. typeof(TestedHost).Assembly.GetExportedTypes()
            .Where(static type => type.IsDefined(typeof(ThroughFunctionsAttribute), inherit: false)),
        ];
    }
}
