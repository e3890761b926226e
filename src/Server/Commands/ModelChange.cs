using InboxMind.Core.Accounts;
using InboxMind.Core.Indexing;
using InboxMind.Core.Work;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary>What the verbs do when the index was made with another embedding model.</summary>
internal static class ModelChange
{
    /// <summary>Says that not all is searched by vectors.</summary>
    public static async Task WarnAsync(ServiceProvider services, Terminal terminal, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<RenewVectors>().IsDueAsync(Tenant.Local, cancellation))
        {
            await terminal.Error.WriteLineAsync(
                "The embedding model changed: until import or serve has embedded it again, older mail is found by words alone.");
        }
    }

    /// <summary>Embeds again what has to be, on the queue like any other work.</summary>
    public static async Task RenewAsync(ServiceProvider services, Terminal terminal, CancellationToken cancellation)
    {
        var worker = services.GetRequiredService<QueueWorker<IndexMailHandler>>();
        while (await services.GetRequiredService<RenewVectors>().RunAsync(Tenant.Local, cancellation) is var count and > 0)
        {
            await terminal.Error.WriteLineAsync($"The embedding model changed: {count} mails are embedded again.");
            while (await worker.RunOnceAsync(cancellation))
            {
                // As long as anything waits.
            }
        }
    }
}
