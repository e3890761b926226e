using InboxMind.Core.Indexing;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary>Embeds at the end of a verb that brings mail in, when the user waits for it.</summary>
internal static class WaitingVectors
{
    /// <returns>How many mails are found by words alone for now.</returns>
    public static async Task<long> EmbedAsync(ServiceProvider services, bool wait, Terminal terminal, CancellationToken cancellation)
    {
        var embed = services.GetRequiredService<EmbedMail>();
        var count = await embed.CountAsync(Owner.Local, cancellation);
        if (!wait || count == 0)
            return count;
        var embedded = 0L;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var line = new ProgressLine(
            terminal, services.GetRequiredService<TimeProvider>(), elapsed => ProgressText.Describe(embedded, count, elapsed))
                .RunAsync(done.Token);
        try
        {
            await embed.EmbedAsync(Owner.Local, TimeSpan.MaxValue, n => embedded += n, cancellation);
        }
        finally
        {
            await done.CancelAsync();
            await line;
        }

        return await embed.CountAsync(Owner.Local, cancellation);
    }

    /// <summary>Says how many wait, on a line of its own.</summary>
    public static async Task ReportAsync(long waiting, Terminal terminal)
    {
        if (waiting > 0)
        {
            await terminal.Out.WriteLineAsync(
                $"Found by words alone until embedded: {Text.Count(waiting, "mail")}. "
                + "inboxmind serve embeds them while it runs; import and sync do with --wait.");
        }
    }
}
