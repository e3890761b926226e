using System.Globalization;
using CsCheck;

namespace InboxMind.Core.Tests.Search;

public sealed class LocalDayTests
{
    [Theory]
    [InlineData("UTC", "2026-03-02", "2026-03-02T00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-02", "2026-03-01T23:00Z")]
    [InlineData("Europe/Berlin", "2026-07-01", "2026-06-30T22:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00Z")]
    [InlineData("Europe/Berlin", "2026-03-30", "2026-03-29T22:00Z")]
    [InlineData("Asia/Kathmandu", "2026-03-02", "2026-03-01T18:15Z")]
    public void StartOf_OrdinaryDay_IsMidnight(string zone, string day, string expected) =>
        Start(zone, day).ShouldBe(DateTimeOffset.Parse(expected));

    [Theory]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00Z")]
    [InlineData("Asia/Beirut", "2022-03-27", "2022-03-26T22:00Z")]
    [InlineData("Africa/Cairo", "2023-04-28", "2023-04-27T22:00Z")]
    [InlineData("America/Havana", "2024-03-10", "2024-03-10T05:00Z")]
    public void StartOf_MidnightThatDoesNotExist_IsTheFirstMomentThatDoes(string zone, string day, string expected) =>
        Start(zone, day).ShouldBe(DateTimeOffset.Parse(expected));

    [Theory]
    [InlineData("America/Havana", "2024-11-03", "2024-11-03T04:00Z")]
    [InlineData("Atlantic/Azores", "2024-10-27", "2024-10-27T00:00Z")]
    public void StartOf_MidnightThatHappensTwice_IsTheFirst(string zone, string day, string expected) =>
        Start(zone, day).ShouldBe(DateTimeOffset.Parse(expected));

    [Theory]
    [InlineData("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00Z")]
    [InlineData("Africa/Cairo", "2023-10-27", "2023-10-26T22:00Z")]
    [InlineData("Asia/Beirut", "2022-10-30", "2022-10-29T22:00Z")]
    public void StartOf_LastHourOfTheDayBeforeTwice_IsTheMidnightAfterBoth(string zone, string day, string expected) =>
        Start(zone, day).ShouldBe(DateTimeOffset.Parse(expected));

    [Fact]
    public void StartOf_DayThatDoesNotExist_IsTheNextOnesBeginning() =>
        Start("Pacific/Apia", "2011-12-30").ShouldBe(Start("Pacific/Apia", "2011-12-31"));

    [Fact]
    public void StartOf_DayOnWhichTheZoneMovedForGood_IsTheFirstMomentOfIt() =>
        Start("Africa/Bissau", "1975-01-01").ShouldBe(new DateTimeOffset(1975, 1, 1, 1, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public void StartOf_EndsOfTime_AreHeld(string day)
    {
        foreach (var zone in (string[])["Pacific/Kiritimati", "Etc/GMT+12", "UTC"])
            Start(zone, day).Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void StartOf_AnyDayInAnyZone_IsTheFirstMomentOfIt()
    {
        var zones = TimeZoneInfo.GetSystemTimeZones().ToArray();
        Gen.Select(Gen.Int[0, zones.Length - 1], Gen.Int[0, 60 * 365]).Sample(
            (z, d) =>
            {
                var day = new DateOnly(1975, 1, 1).AddDays(d);
                var start = LocalDay.StartOf(day, zones[z]);
                var of = LocalDay.From(start, zones[z]);

                // A day left out by its zone begins where the next one does.
                of.ShouldBeInRange(day, day.AddDays(1), zones[z].Id);
                LocalDay.From(start.AddSeconds(-1), zones[z]).ShouldBeLessThan(of, zones[z].Id);
            },
            iter: Iterations.Of(1_500));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-01T23:00Z", "2026-03-02")]
    [InlineData("Europe/Berlin", "2026-03-01T22:59:59Z", "2026-03-01")]
    [InlineData("America/Los_Angeles", "2026-03-02T07:59Z", "2026-03-01")]
    public void Of_Moment_IsTheDayThere(string zone, string moment, string day) =>
        LocalDay.From(DateTimeOffset.Parse(moment), TimeZoneInfo.FindSystemTimeZoneById(zone)).ShouldBe(Day(day));

    private static DateTimeOffset Start(string zone, string day) => LocalDay.StartOf(Day(day), TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
