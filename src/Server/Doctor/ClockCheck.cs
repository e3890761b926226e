using System.Globalization;

namespace InboxMind.Server.Doctor;

/// <summary>Whether the clock is right, as far as that can be told: by when files were written, and by what servers say.</summary>
internal static class ClockCheck
{
    /// <summary>Servers write whole seconds, and an answer takes a while.</summary>
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(60);

    private const string Name = "clock";
    private const string Advice = "Let the machine set its clock by NTP: tokens and due times rest on it.";

    /// <param name="folder">The data folder.</param>
    /// <param name="told">What servers said the time is, with what it was here.</param>
    /// <param name="now">The time.</param>
    public static Finding Run(string folder, IReadOnlyList<(string Host, TimeSpan Ahead)> told, DateTimeOffset now)
    {
        foreach (var (host, ahead) in told)
        {
            if (ahead.Duration() > Allowed)
            {
                return Finding.Problem(
                    Name, string.Create(
                        CultureInfo.InvariantCulture,
                        $"The clock is {ahead.Duration().TotalSeconds:0} s "
                            + $"{(ahead > TimeSpan.Zero ? "ahead of" : "behind")} that of {host}."),
                    Advice);
            }
        }

        if (Written(folder) is { } written && written > now + Allowed)
        {
            return Finding.Problem(
                Name, $"A file in the data folder was written at {written:yyyy-MM-dd HH:mm:ss}Z, which is yet to come: the clock is "
                    + $"behind.",
                Advice);
        }

        return Finding.Good(Name, told.Count > 0
            ? $"The clock agrees with {string.Join(", ", told.Select(static t => t.Host))}."
            : "Nothing says that the clock is wrong.");
    }

    /// <summary>When a file of the folder was written last; null where there is none, or that may not be seen.</summary>
    private static DateTimeOffset? Written(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder).Max(static f => (DateTimeOffset?)File.GetLastWriteTimeUtc(f))
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What keeps this process out is for the check of the folder to tell.
            return null;
        }
    }
}
