using InboxMind.Functions;
using Microsoft.Azure.Functions.Worker.Builder;
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

builder.ConfigureFunctionsWebApplication().UseMiddleware<ForwardedAddress>();
if (HostServices.Add(builder.Services, builder.Configuration) is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return 1;
}

await builder.Build().RunAsync();
return 0;
