using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Privacy;
using InboxMind.Core.Work;
using InboxMind.Embedded.Storage;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary>What the verbs do about work that another process left: no <c>serve</c> has to run for it.</summary>
internal static class Upkeep
{
    /// <summary>How long a verb waits for what it could do without.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Goes on with erasures that were interrupted, and takes deleted mail out of the index.</summary>
    public static async Task BeginAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await services.GetRequiredService<ResumeErasures>().ResumeAsync(atStart: true, cancellation);
        try
        {
            await services.GetRequiredService<RemoveDeleted>().RemoveAsync(Owner.Local, cancellation);
        }
        catch (StorageUnusableException)
        {
            // Such as on a full disk. The store remembers it, and reading goes on.
        }
    }

    /// <summary>Prepares a question: says when there is no mail at all, and has an index filled that was lost, as far as that goes in
    /// moments.</summary>
    /// <exception cref="DataFolderException">There is no mail.</exception>
    public static async Task<IndexCoverage> BeforeQuestionAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await BeginAsync(services, cancellation);
        if (await services.GetRequiredService<IMailStore>().CountAsync(Owner.Local, cancellation) == 0)
            throw new DataFolderException(Composition.NoMail(services.GetRequiredService<DataFolder>().Root));
        var read = services.GetRequiredService<ReadCoverage>();
        var coverage = await read.ReadAsync(Owner.Local, cancellation);
        if (coverage.IsRebuilding)
        {
            await FillAsync(services, Patience, cancellation);
            coverage = await read.ReadAsync(Owner.Local, cancellation);
        }

        return coverage;
    }

    /// <summary>Says with an answer which mail could not be used for it.</summary>
    public static async Task AfterQuestionAsync(IndexCoverage coverage, Terminal terminal)
    {
        if (coverage.Sentence is { } sentence)
            await terminal.Error.WriteLineAsync($"{sentence} While inboxmind serve or an import runs, they are added.");
    }

    /// <summary>Ends a verb that brings mail in: what an earlier version read is read again, what the index lost is written again, and what
    /// was deleted is taken out.</summary>
    /// <param name="services">The services.</param>
    /// <param name="wait">Whether the user waits until all is read again; else it goes on at the next time.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static async Task EndAsync(IServiceProvider services, bool wait, CancellationToken cancellation)
    {
        var changed = 0;
        await services.GetRequiredService<ReadMailAgain>()
            .ReadAsync(Owner.Local, wait ? TimeSpan.MaxValue : Patience, n => changed += n, cancellation);
        if (changed > 0)
            await FillAsync(services, wait ? Timeout.InfiniteTimeSpan : Patience, cancellation);
        if ((await services.GetRequiredService<ReadCoverage>().ReadAsync(Owner.Local, cancellation)).IsRebuilding)
            await FillAsync(services, Timeout.InfiniteTimeSpan, cancellation);
        await services.GetRequiredService<RemoveDeleted>().RemoveAsync(Owner.Local, cancellation);
        if (wait)
            await ReadAttachmentsAsync(services, cancellation);
    }

    /// <summary>Reads the attachments that wait, as far as they can be read on this machine.</summary>
    public static async Task ReadAttachmentsAsync(IServiceProvider services, CancellationToken cancellation)
    {
        try
        {
            await services.GetRequiredService<ReadAttachments>().ReadAsync(Owner.Local, TimeSpan.MaxValue, static _ => { }, cancellation);
        }
        catch (AttachmentsUnreadableException)
        {
            // The mail is there and is found by its own words; status says how many attachments wait.
        }
    }

    private static async Task FillAsync(IServiceProvider services, TimeSpan atMost, CancellationToken cancellation)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var worker = services.GetRequiredService<QueueWorker<IndexMailHandler>>();
        var start = time.GetTimestamp();
        try
        {
            // What was queued for it may be done, or held by a worker that died.
            if (await services.GetRequiredService<IWorkQueue>().CountAsync(WorkQueues.IndexMail, cancellation) == 0)
                await services.GetRequiredService<SweepUnindexed>().SweepAsync(cancellation);
            while ((atMost == Timeout.InfiniteTimeSpan || time.GetElapsedTime(start) < atMost) && await worker.RunOnceAsync(cancellation))
            {
                // As long as anything waits.
            }
        }
        catch (StorageUnusableException)
        {
            // The question is answered from what is there.
        }
    }
}
