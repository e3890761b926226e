using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests;

/// <summary>How a request comes to the pipeline: at once, as in <c>serve</c>, unless the tests of another host set it before they
/// run.</summary>
public static class TestedHost
{
    public static Action<IServiceCollection> Add { get; set; } = static _ => { };

    public static Action<WebApplication> Use { get; set; } = static app => app.UseInboxMindApi();
}
