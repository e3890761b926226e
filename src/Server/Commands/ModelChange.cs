using InboxMind.Core.Indexing;
using InboxMind.Core.Work;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary>What the verbs do about mail without vectors: the index was made with another embedding model, or the budget of a day did
/// not reach.</summary>
internal static class ModelChange
{
    /// <summary>Says that not all is searched by vectors.</summary>
    public static async Task WarnAsync(ServiceProvider services, Terminal terminal, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<RenewVectors>().CountAsync(Owner.Local, cancellation) is var count and > 0)
        {
            await terminal.Error.WriteLineAsync(
                $"Found by words alone until embedded: {Text.Count(count, "mail")}. "
                + "The embedding model changed, or a day's budget was used up.");
        }
    }

    /// <summary>Embeds what has to be, on the queue like any other work, as far as the budget of the day reaches.</summary>
    public static async Task RenewAsync(ServiceProvider services, Terminal terminal, CancellationToken cancellation)
    {
        var worker = services.GetRequiredService<QueueWorker<IndexMailHandler>>();
        var renew = services.GetRequiredService<RenewVectors>();
        var left = await renew.CountAsync(Owner.Local, cancellation);
        while (left > 0 && await renew.RenewAsync(Owner.Local, cancellation) is var count and > 0)
        {
            await terminal.Error.WriteLineAsync($"Embedding again what has no vectors of the model in use: {Text.Count(count, "mail")}.");
            while (await worker.RunOnceAsync(cancellation))
            {
                // As long as anything waits.
            }

            // What the rest of the budget is too small for stays as it is.
            var before = left;
            left = await renew.CountAsync(Owner.Local, cancellation);
            if (left >= before)
                break;
        }

        await WarnAsync(services, terminal, cancellation);
    }
}
