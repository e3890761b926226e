using System.Globalization;
using InboxMind.Core.Health;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Health;

/// <summary>Whether there is room left.</summary>
internal sealed class DiskProbe(DataFolder folder) : IDependencyProbe
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Less is soon used up.</summary>
    internal const long Little = 1024 * Megabyte;

    /// <summary>With less a single write may fail.</summary>
    internal const long TooLittle = 64 * Megabyte;

    public string Name => "disk";

    public Task<Condition> CheckAsync(CancellationToken cancellation) => Task.FromResult(Judge(folder.FreeBytes()));

    internal static Condition Judge(long? free)
    {
        if (free is not { } bytes)
            return Condition.Healthy("How much is free cannot be told.");
        var sentence = string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte} MB are free.");
        return bytes < TooLittle ? Condition.Unhealthy(sentence) : bytes < Little
            ? Condition.Degraded(sentence)
            : Condition.Healthy(sentence);
    }
}
