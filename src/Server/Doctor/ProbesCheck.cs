using System.Globalization;
using InboxMind.Core.Health;
using InboxMind.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Doctor;

/// <summary>What the dependencies of the deployment say of themselves, and whether the index holds what is stored.</summary>
internal static class ProbesCheck
{
    /// <summary>What to do about a store that cannot be used.</summary>
    public const string OfTheStore =
        "Check the folder's permissions, the disk and the settings of the storage; if the database is damaged, restore a backup.";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private static readonly Dictionary<string, string> Advice = new()
    {
        ["disk"] = "Make room: with a full disk nothing is imported, synced or indexed.",
        ["imap"] = "See inboxmind status for what each mail server says.",
        ["index"] = "Start inboxmind serve: an index that cannot be read is made again from the stored mail.",
        ["key_ring"] = "Put the folder keys back from a backup; without one, connect the mailboxes again.",
        ["last_sync"] = "See inboxmind status; syncs on the schedule need inboxmind serve to run.",
        ["models"] = "Check the endpoints in the settings and the network; searching by words goes on without them.",
        ["queue"] = "See inboxmind work; put items back with inboxmind work --again all once the cause is mended.",
        ["store"] = OfTheStore,
    };

    public static async Task<IReadOnlyList<Finding>> RunAsync(
        IServiceProvider services, TimeProvider time, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var probe in services.GetServices<IDependencyProbe>().Where(static p => p.Name != "vectors")
            .OrderBy(static p => p.Name, StringComparer.Ordinal))
            findings.Add(await AskAsync(probe, time, cancellation));
        findings.Add(await IndexAsync(services, cancellation));
        return findings;
    }

    private static async Task<Finding> AskAsync(IDependencyProbe probe, TimeProvider time, CancellationToken cancellation)
    {
        var advice = Advice.GetValueOrDefault(probe.Name, "See docs/operations.md.");
        try
        {
            var condition = await probe.CheckAsync(cancellation).WaitAsync(Timeout, time, cancellation);
            return condition.State switch
            {
                ConditionState.Healthy => Finding.Good(probe.Name, condition.Sentence),
                ConditionState.Degraded => Finding.Warning(probe.Name, condition.Sentence, advice),
                _ => Finding.Problem(probe.Name, condition.Sentence, advice),
            };
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // A check that fails is what was looked for, and what a store says of itself is for the operator.
            return e is StorageUnusableException
                ? Finding.Problem(probe.Name, e.Message, probe.Name == "key_ring" ? advice : OfTheStore)
                : Finding.Problem(probe.Name, e is TimeoutException ? "It took too long."
                    : $"It does not work ({e.GetType().Name}).", advice);
        }
    }

    private static async Task<Finding> IndexAsync(IServiceProvider services, CancellationToken cancellation)
    {
        const string name = "index_coverage";
        try
        {
            var figures = await services.GetRequiredService<ReadFigures>().ReadAsync(cancellation);
            return figures.Unindexed == 0
                ? Finding.Good(name, string.Create(CultureInfo.InvariantCulture, $"The index holds all {figures.Messages} mails."))
                : Finding.Warning(
                    name, string.Create(
                        CultureInfo.InvariantCulture, $"{figures.Unindexed} of {figures.Messages} mails are not in the index."),
                    "Let inboxmind serve run: it puts them there.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Finding.Problem(
                name, e is StorageUnusableException ? e.Message : $"It cannot be told ({e.GetType().Name}).",
                "Mend what else is wrong first.");
        }
    }
}
