using InboxMind.FunctionsWorker;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Turns on ASP.NET Core integration.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) =>
        throw Declared.Refusal();
}
