using InboxMind.Api;
using InboxMind.Core;
using InboxMind.Embedded;
using InboxMind.Functions;
using InboxMind.Providers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder;
try
{
    builder = FunctionsApplication.CreateBuilder(args);
}
catch (NotSupportedException e) when (e.Source == "InboxMind.FunctionsWorker.Declared")
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

if (!DataFolderSetting.TryRead(builder.Configuration, out var folder, out var problem))
{
    await Console.Error.WriteLineAsync(problem);
    return 1;
}

builder.ConfigureFunctionsWebApplication();
builder.Services
    .AddInboxMindCore()
    .AddInboxMindEmbedded(folder)
    .AddInboxMindImap()
    .AddInboxMindApi()
    .AddHttpContextAccessor()
    .AddSingleton(provider => new HttpPipeline(
        ApiPipeline.Build(provider),
        provider.GetRequiredService<IHttpContextAccessor>()));

await builder.Build().RunAsync();
return 0;
