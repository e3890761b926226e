using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using InboxMind.Core.Health;
using InboxMind.Core.Telemetry;
using InboxMind.Testing;

namespace InboxMind.Infrastructure.Tests;

/// <summary><c>docs/metrics.md</c> lists the instruments that there are.</summary>
public sealed partial class MetricsPageTests
{
    [Fact]
    public void Page_Instruments_AreThoseOfTheCode()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Folder, "docs", "metrics.md"));

        Row().Matches(page).Select(static m => string.Join(" | ", m.Groups.Values.Skip(1).Select(static g => g.Value)))
            .ShouldBe(Instruments().Select(static i => $"{i.Name} | {Kind(i)} | {i.Unit} | {i.Description}"), ignoreOrder: true);
    }

    /// <summary>Instruments are static fields of the classes beside each feature.</summary>
    private static IReadOnlyList<Instrument> Instruments()
    {
        var found = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == Signals.Name)
                found.Add(instrument);
        };
        foreach (var type in Assemblies().SelectMany(static a => a.GetTypes()).Where(IsOfInstruments))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        using var gauges = new FigureGauges();
        listener.Start();
        return [.. found.DistinctBy(static i => i.Name)];
    }

    private static bool IsOfInstruments(Type type) => !type.ContainsGenericParameters && type
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Any(static f => f.FieldType.IsAssignableTo(typeof(Instrument)));

    private static IEnumerable<Assembly> Assemblies() =>
        new[] { "Core", "Embedded", "Onnx", "Providers", "Azure", "Api", "Server", "Functions" }
        .Select(static name => $"InboxMind.{name}").Where(static name => File.Exists(Path.Combine(AppContext.BaseDirectory, $"{name}.dll")))
        .Select(Assembly.Load);

    private static string Kind(Instrument instrument) => instrument.GetType().Name switch
    {
        "Counter`1" => "counter",
        "Histogram`1" => "histogram",
        _ => "gauge",
    };

    [GeneratedRegex(
        @"^\| `([a-z_.]+)` \| (counter|histogram|gauge) \| `([^`]+)` \| [^|]*\| (.+) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
