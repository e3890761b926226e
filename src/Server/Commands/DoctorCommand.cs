using System.CommandLine;
using System.Text.Json;
using InboxMind.Api;
using InboxMind.Core.Settings;
using InboxMind.Core.Text;
using InboxMind.Core.Work;
using InboxMind.Server.Doctor;
using InboxMind.Server.Output;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind doctor</c>: looks at everything a deployment needs, and says what to do.</summary>
internal static class DoctorCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("doctor", "Check settings, keys, connections, permissions, clock, disk and index, and say what to do.")
        {
            CommonOptions.Data, CommonOptions.Json,
        };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            parsed.GetRequiredValue(CommonOptions.Data), parsed.GetValue(CommonOptions.Json), terminal, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(string data, bool json, Terminal terminal, CancellationToken cancellation)
    {
        var findings = await ExamineAsync(data, cancellation);
        var isGood = findings.TrueForAll(static f => f.State != FindingState.Problem);
        if (json)
        {
            await terminal.Out.WriteLineAsync(TerminalText.Json(JsonSerializer.Serialize(
                new DoctorOutput(isGood, [.. findings.Select(static f =>
                    new FindingOutput(f.Check, Name(f.State), f.Sentence, f.Advice))]),
                CliJson.Plain.DoctorOutput)));
        }
        else
        {
            foreach (var finding in findings)
            {
                await terminal.Out.WriteLineAsync($"{Name(finding.State),-8} {finding.Check}: {TerminalText.Line(finding.Sentence)}");
                if (finding.Advice is { } advice)
                    await terminal.Out.WriteLineAsync($"{"",-8} {TerminalText.Line(advice)}");
            }
        }

        return isGood ? CommandLine.Done : CommandLine.Failed;
    }

    private static string Name(FindingState state) => state switch
    {
        FindingState.Good => "good",
        FindingState.Warning => "warning",
        _ => "problem",
    };

    private static async Task<List<Finding>> ExamineAsync(string data, CancellationToken cancellation)
    {
        var settings = Composition.Settings();
        var findings = new List<Finding>();
        var hasFolder = TryAdd(findings, "settings", () => SettingsCheck.Run(settings))
            & TryAdd(findings, "settings", () => Read(settings, data))
            & TryAdd(findings, "data_folder", () => FolderCheck.Run(data, settings));
        using var reach = new ReachCheck(settings);
        findings.AddRange(await reach.RunAsync(TimeProvider.System, cancellation));
        findings.Add(ClockCheck.Run(Path.GetFullPath(data), reach.Told, TimeProvider.System.GetUtcNow()));
        if (hasFolder && !findings.Exists(static f => f is { Check: "data_folder", State: not FindingState.Good }))
            findings.AddRange(await ProbeAsync(data, cancellation));
        return findings;
    }

    private static async Task<IReadOnlyList<Finding>> ProbeAsync(string data, CancellationToken cancellation)
    {
        try
        {
            await using var services = Composition.Open(data);
            return await ProbesCheck.RunAsync(services, TimeProvider.System, cancellation);
        }
        catch (Exception e) when (e is SettingsException or StorageUnusableException)
        {
            return
            [
                e is SettingsException
                    ? Finding.Problem("settings", e.Message, "Mend this first; nothing else could be looked at.")
                    : Finding.Problem("store", e.Message, $"{ProbesCheck.OfTheStore} Nothing else could be looked at."),
            ];
        }
    }

    /// <summary>Reads all settings as <c>serve</c> does; nothing is opened.</summary>
    private static IEnumerable<Finding> Read(IConfiguration settings, string data)
    {
        var services = new ServiceCollection();
        Composition.AddAdapters(services, data);
        services.AddInboxMindApi(settings);
        return [];
    }

    /// <returns>Whether it could be looked at.</returns>
    private static bool TryAdd(List<Finding> findings, string check, Func<IEnumerable<Finding>> run)
    {
        try
        {
            findings.AddRange(run());
            return true;
        }
        catch (Exception e) when (e is SettingsException or StorageUnusableException)
        {
            findings.Add(Finding.Problem(check, e.Message, "Mend this first."));
            return false;
        }
    }
}
