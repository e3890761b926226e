namespace InboxMind.EndToEnd;

/// <summary>Waits for what another process does, by looking at it again and again.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    /// <summary>Looks until what is seen is good.</summary>
    /// <exception cref="TimeoutException">It never was; the message has what was seen last.</exception>
    public static async Task<T> SeeAsync<T>(Func<Task<T>> look, Func<T, bool> isGood)
    {
        using var pace = new PeriodicTimer(Pace, TimeProvider.System);
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (isGood(seen))
                return seen;
            if (TimeProvider.System.GetElapsedTime(start) > Deadline)
                throw new TimeoutException($"Still {seen} after {Deadline}.");
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
