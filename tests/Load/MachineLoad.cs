using System.Globalization;

namespace InboxMind.Load;

/// <summary>How busy the processors of this machine are, whoever keeps them busy; of Linux.</summary>
internal sealed class MachineLoad
{
    private readonly (double Busy, double All) _before = Read();

    /// <summary>The machine, and how much of its processors was used since this was made.</summary>
    public override string ToString()
    {
        var (busy, all) = Read();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors, {(all > _before.All ? (busy - _before.Busy) / (all - _before.All) : 0):P0} of them "
                + $"busy with everything that runs");
    }

    private static (double Busy, double All) Read()
    {
        if (!OperatingSystem.IsLinux())
            return (0, 0);

        // user nice system idle iowait irq softirq steal
        double[] ticks = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(static t => double.Parse(t, CultureInfo.InvariantCulture))];
        return (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum());
    }
}
