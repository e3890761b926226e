using InboxMind.Documents.Process;
using InboxMind.Functions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

if (AttachmentChild.IsMeant(args))
    return AttachmentChild.Run();

var builder = FunctionsApplication.CreateBuilder(HostConfiguration.Arguments(args));
HostConfiguration.DropFiles(builder.Configuration);
builder.ConfigureFunctionsWebApplication().UseMiddleware<ForwardedAddress>();
if (HostServices.Add(builder.Services, builder.Configuration) is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return 1;
}

var app = builder.Build();
if (await OneDataFolder.RefusalAsync(app.Services) is { } refusal)
{
    await Console.Error.WriteLineAsync(refusal);
    return 1;
}

UnknownSettings.Warn(app.Services.GetRequiredService<ILoggerFactory>(), builder.Configuration);
await app.RunAsync();
return 0;
