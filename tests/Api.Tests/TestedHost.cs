using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests;

/// <summary>How a request comes to the pipeline: here at once, as in <c>serve</c>. The tests of the Functions host compile these same
/// tests with another such class, so that requests come through its functions.</summary>
internal static class TestedHost
{
    public static void Add(IServiceCollection services)
    {
        // Nothing more is needed.
    }

    public static void Use(WebApplication app) => app.UseInboxMindApi();
}
