using InboxMind.FunctionsWorker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Builds the worker's host.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    internal FunctionsApplicationBuilder()
    {
    }

    public IDictionary<object, object> Properties => throw Declared.Refusal();

    public ConfigurationManager Configuration => throw Declared.Refusal();

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public IHostEnvironment Environment => throw Declared.Refusal();

    public ILoggingBuilder Logging => throw Declared.Refusal();

    public IMetricsBuilder Metrics => throw Declared.Refusal();

    public IServiceCollection Services => throw Declared.Refusal();

    IFunctionsWorkerApplicationBuilder IFunctionsWorkerApplicationBuilder.Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware) =>
        throw Declared.Refusal();

    public IHost Build() => throw Declared.Refusal();

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => throw Declared.Refusal();
}
