using System.Globalization;

namespace InboxMind.Core.Tests;

/// <summary>Runs what must not take time by the square of its input. The limit is far above what it needs and far below what such an input
/// would take then. Where the system tells it, the thread's own time counts, so that a busy machine changes nothing.</summary>
internal static class Quickly
{
    private const string Schedule = "/proc/thread-self/schedstat";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static T Run<T>(Func<T> work)
    {
        var before = Used();
        var result = work();
        (Used() - before).ShouldBeLessThan(Limit);
        return result;
    }

    private static TimeSpan Used() => File.Exists(Schedule)
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(Schedule).Split(' ')[0], CultureInfo.InvariantCulture) / 1000)
        : TimeProvider.System.GetElapsedTime(0);
}
