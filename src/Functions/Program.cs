using InboxMind.Api;
using InboxMind.Core;
using InboxMind.Embedded;
using InboxMind.Functions;
using InboxMind.Providers;
using InboxMind.Providers.SignIn;
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
builder.Services.AddInboxMindCore();
try
{
    builder.Services.AddInboxMindSignIn(builder.Configuration.GetSection("InboxMind"));
}
catch (SignInSettingsException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

builder.Services
    .AddInboxMindImap()
    .AddInboxMindEmbedded(folder)
    .AddInboxMindApi()
    .AddHttpContextAccessor()
    .AddSingleton(provider => new HttpPipeline(
        ApiPipeline.Build(provider),
        provider.GetRequiredService<IHttpContextAccessor>()));

await builder.Build().RunAsync();
return 0;
