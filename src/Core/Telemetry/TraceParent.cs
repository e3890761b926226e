using System.Diagnostics;

namespace InboxMind.Core.Telemetry;

/// <summary>The place in a trace that work in a queue belongs to, as W3C Trace Context writes it.</summary>
public static class TraceParent
{
    /// <summary>The current place; null outside of a trace that is recorded.</summary>
    public static string? Current => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>Reads a place. What is none, such as of a queue that others write to, is no place.</summary>
    public static ActivityContext Read(string? text) =>
        ActivityContext.TryParse(text, traceState: null, isRemote: true, out var context) ? context : default;
}
