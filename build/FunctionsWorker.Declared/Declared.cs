using System.Reflection;

namespace InboxMind.FunctionsWorker;

/// <summary>What every declared member that would need the real worker does.</summary>
internal static class Declared
{
    internal static NotSupportedException Refusal() => new(
        typeof(Declared).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "FunctionsWorkerRefusal")
            .Value);
}
