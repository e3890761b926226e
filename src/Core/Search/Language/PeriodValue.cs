using System.Globalization;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Search.Language;

/// <summary>Reads periods: <c>3d</c>, <c>2w</c>, <c>6m</c>, <c>1y</c>.</summary>
internal static partial class PeriodValue
{
    /// <summary>The day that is so long ago; null when it is no period.</summary>
    public static DateOnly? Before(DateOnly today, string text)
    {
        if (Form().Match(text) is not { Success: true } match)
            return null;
        var count = int.Parse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return char.ToLowerInvariant(match.Groups["unit"].Value[0]) switch
        {
            'd' => Clamp(today.DayNumber - (long)count),
            'w' => Clamp(today.DayNumber - (7L * count)),
            'm' => Months(today, count),
            _ => Months(today, 12L * count),
        };
    }

    private static DateOnly Clamp(long day) => DateOnly.FromDayNumber((int)Math.Max(0, day));

    private static DateOnly Months(DateOnly today, long count) =>
        count >= (today.Year * 12L) - 12 ? DateOnly.MinValue : today.AddMonths((int)-count);

    [GeneratedRegex(@"^\s*(?<count>[0-9]{1,5})\s*(?<unit>d(?:ays?)?|w(?:eeks?)?|m(?:onths?)?|y(?:ears?)?)\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
