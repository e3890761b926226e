namespace InboxMind.Core.Tests;

/// <summary>Runs what must not take time by the square of its input. The limit is far above what a busy machine needs and far
/// below what such an input would take then.</summary>
internal static class Quickly
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static T Run<T>(Func<T> work)
    {
        var started = TimeProvider.System.GetTimestamp();
        var result = work();
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Limit);
        return result;
    }
}
