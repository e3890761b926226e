using InboxMind.Core.Settings;
using InboxMind.Core.Text;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Server.Doctor;

/// <summary>Whether settings are known, and fit for production.</summary>
internal static class SettingsCheck
{
    private const string Name = "settings";
    private const string Production = "production";

    public static IEnumerable<Finding> Run(IConfiguration settings)
    {
        var unknown = KnownSettings.Unknown(settings);
        foreach (var (name, nearest) in unknown)
        {
            yield return Finding.Warning(
                Name, $"{TerminalText.Line(name)} is no setting of InboxMind.",
                nearest is null ? "Take it away." : $"If {nearest} is meant, name it so.");
        }

        if (unknown.Count == 0)
            yield return Finding.Good(Name, "All settings are known.");
        foreach (var finding in OfProduction(settings))
            yield return finding;
    }

    private static IEnumerable<Finding> OfProduction(IConfiguration settings)
    {
        if (!ProductionRules.IsProduction(settings))
        {
            yield return Finding.Good(Production, "This is not production: INBOXMIND_Environment is not set to it.");
            yield break;
        }

        var broken = ProductionRules.Broken(settings, hasOwnAddress: false);
        foreach (var rule in broken)
        {
            var parts = rule.Split(": ", 2);
            yield return Finding.Problem(Production, $"{parts[0]}.", $"{char.ToUpperInvariant(parts[1][0])}{parts[1][1..]}");
        }

        if (broken.Count == 0)
            yield return Finding.Good(Production, "Nothing is set that must not be in production.");
        if (settings["Telemetry:MetricsToken"] is null && settings["Telemetry:Otlp:Endpoint"] is null
            && settings["Telemetry:AzureMonitor"] is null)
        {
            yield return Finding.Warning(
                Production, "No metrics are collected.", "Set one of INBOXMIND_Telemetry__..., or no one is told when something is wrong.");
        }

        if (string.IsNullOrWhiteSpace(settings["Accounts:Operators"]))
        {
            yield return Finding.Warning(
                Production, "There is no operator.",
                "Name one in INBOXMIND_Accounts__Operators, who may see detailed health and put work back.");
        }
    }
}
