using System.Globalization;
using InboxMind.Core.Search.Language;

namespace InboxMind.Core.Tests.Search.Language;

/// <summary>Each word that a date may be written with.</summary>
public sealed class DateWordsTests
{
    /// <summary>A Wednesday.</summary>
    private static readonly DateOnly Today = new(2026, 11, 18);

    [Theory]
    [InlineData("last previous past", "{0} week", "2026-11-09", "2026-11-15")]
    [InlineData("letzte vorige", "{0} Woche", "2026-11-09", "2026-11-15")]
    [InlineData("letzter letzten", "{0} Monat", "2026-10-01", "2026-10-31")]
    [InlineData("letztes", "{0} Quartal", "2026-07-01", "2026-09-30")]
    [InlineData("this current", "{0} month", "2026-11-01", "2026-11-30")]
    [InlineData("diese", "{0} Woche", "2026-11-16", "2026-11-22")]
    [InlineData("dieser diesen", "{0} Monat", "2026-11-01", "2026-11-30")]
    [InlineData("dieses", "{0} Jahr", "2026-01-01", "2026-12-31")]
    [InlineData("next", "{0} year", "2027-01-01", "2027-12-31")]
    [InlineData("nächste", "{0} Woche", "2026-11-23", "2026-11-29")]
    [InlineData("nächster nächsten", "{0} Monat", "2026-12-01", "2026-12-31")]
    [InlineData("nächstes", "{0} Quartal", "2027-01-01", "2027-03-31")]
    [InlineData("last letzten", "{0} 1 day", "2026-11-18", "2026-11-18")]
    [InlineData("a an one einem einer 1", "{0} week ago", "2026-11-11", "2026-11-11")]
    [InlineData("day days Tag Tage Tagen", "vor 20 {0}", "2026-10-29", "2026-10-29")]
    [InlineData("week weeks Woche Wochen", "vor 2 {0}", "2026-11-04", "2026-11-04")]
    [InlineData("month months Monat Monate Monaten", "vor 2 {0}", "2026-09-18", "2026-09-18")]
    [InlineData("year years Jahr Jahre Jahren", "vor 2 {0}", "2024-11-18", "2024-11-18")]
    [InlineData("today heute", "{0}", "2026-11-18", "2026-11-18")]
    [InlineData("yesterday gestern", "{0}", "2026-11-17", "2026-11-17")]
    [InlineData("vorgestern", "{0}", "2026-11-16", "2026-11-16")]
    [InlineData("tomorrow morgen", "{0}", "2026-11-19", "2026-11-19")]
    [InlineData("of the in am im den", "18 {0} November 2026", "2026-11-18", "2026-11-18")]
    [InlineData("2026q4", "{0}", "2026-10-01", "2026-12-31")]
    [InlineData("st nd rd th", "Nov 18{0} 2026", "2026-11-18", "2026-11-18")]
    public void Read_WordOfADate_IsKnown(string words, string form, string first, string last)
    {
        foreach (var word in words.Split(' '))
        {
            var text = string.Format(CultureInfo.InvariantCulture, form, word);
            (DateValue.Read(text, Today)?.Days).ShouldBe(Days(first, last), text);
        }
    }

    [Theory]
    [InlineData("January Jan Januar Jänner", "2026-01-01", "2026-01-31")]
    [InlineData("February Feb Februar", "2026-02-01", "2026-02-28")]
    [InlineData("March Mar März Maerz", "2026-03-01", "2026-03-31")]
    [InlineData("April Apr", "2026-04-01", "2026-04-30")]
    [InlineData("May Mai", "2026-05-01", "2026-05-31")]
    [InlineData("June Jun Juni", "2026-06-01", "2026-06-30")]
    [InlineData("July Jul Juli", "2026-07-01", "2026-07-31")]
    [InlineData("August Aug", "2026-08-01", "2026-08-31")]
    [InlineData("September Sep Sept", "2026-09-01", "2026-09-30")]
    [InlineData("October Oct Oktober Okt", "2026-10-01", "2026-10-31")]
    [InlineData("November Nov", "2026-11-01", "2026-11-30")]
    [InlineData("December Dec Dezember Dez", "2025-12-01", "2025-12-31")]
    public void Read_NameOfAMonth_IsWhenItWasLast(string names, string first, string last)
    {
        foreach (var name in names.Split(' '))
            DateValue.Read(name, Today).ShouldBe((Days(first, last), false), name);
    }

    [Theory]
    [InlineData("Sunday Sun Sonntag", "2026-11-15")]
    [InlineData("Monday Mon Montag", "2026-11-16")]
    [InlineData("Tuesday Tue Tues Dienstag", "2026-11-17")]
    [InlineData("Wednesday Wed Mittwoch", "2026-11-11")]
    [InlineData("Thursday Thu Thur Thurs Donnerstag", "2026-11-12")]
    [InlineData("Friday Fri Freitag", "2026-11-13")]
    [InlineData("Saturday Sat Samstag", "2026-11-14")]
    public void Read_NameOfADay_IsWhenItWasLast(string names, string day)
    {
        foreach (var name in names.Split(' '))
        {
            DateValue.Read(name, Today).ShouldBe((Days(day, day), false), name);
            DateValue.Read($"last {name}", Today).ShouldBe((Days(day, day), false), name);
        }
    }

    [Theory]
    [InlineData("1.1.1970", "1970-01-01", false)]
    [InlineData("1.2.70", "1970-02-01", false)]
    [InlineData("1.2.69", "2069-02-01", false)]
    [InlineData("12/12/2025", "2025-12-12", false)]
    [InlineData("12-12-2025", "2025-12-12", false)]
    [InlineData("13/12/2025", "2025-12-13", false)]
    [InlineData("12/11/2025", "2025-12-11", true)]
    [InlineData("1-31-2025", "2025-01-31", false)]
    [InlineData("31/1/2025", "2025-01-31", false)]
    [InlineData("31.12.2025", "2025-12-31", false)]
    [InlineData("2025-12-31", "2025-12-31", false)]
    [InlineData("18/11", "2026-11-18", false)]
    [InlineData("11/19", "2025-11-19", false)]
    [InlineData("29 Feb 2024", "2024-02-29", false)]
    [InlineData("Feb 29", "2024-02-29", false)]
    [InlineData("20240229", "2024-02-29", false)]
    public void Read_Numbers_AreTheDayMostLikelyMeant(string text, string day, bool isAmbiguous) =>
        DateValue.Read(text, Today).ShouldBe((Days(day, day), isAmbiguous));

    [Theory]
    [InlineData("last October", "2026-10-01", "2026-10-31")]
    [InlineData("last December", "2025-12-01", "2025-12-31")]
    [InlineData("November 1999", "1999-11-01", "1999-11-30")]
    [InlineData("12/2025", "2025-12-01", "2025-12-31")]
    [InlineData("2025/1", "2025-01-01", "2025-01-31")]
    [InlineData("0001", "0001-01-01", "0001-12-31")]
    [InlineData("0001-01", "0001-01-01", "0001-01-31")]
    [InlineData("9999-12", "9999-12-01", "9999-12-31")]
    [InlineData("q2 2026", "2026-04-01", "2026-06-30")]
    public void Read_MonthsAndYears_AreAllTheirDays(string text, string first, string last) =>
        (DateValue.Read(text, Today)?.Days).ShouldBe(Days(first, last));

    [Theory]
    [InlineData("18-11")]
    [InlineData("0.1.2026")]
    [InlineData("1.0.2026")]
    [InlineData("13.13.2026")]
    [InlineData("32.1.2026")]
    [InlineData("29.2.2025")]
    [InlineData("2025-02-29")]
    [InlineData("2025-13-01")]
    [InlineData("0000-01-01")]
    [InlineData("0000-01")]
    [InlineData("2026-0")]
    [InlineData("123")]
    [InlineData("1234567")]
    [InlineData("2026-111")]
    [InlineData("12345 days ago")]
    [InlineData("two days ago")]
    [InlineData("3 decades ago")]
    [InlineData("9999 years ago")]
    [InlineData("q5 2026")]
    [InlineData("q0 2026")]
    [InlineData("q1 0000")]
    [InlineData("18 Nov Dec 2026")]
    [InlineData("Nov 2026 2027")]
    [InlineData("18 2026")]
    [InlineData("0 Nov")]
    [InlineData("")]
    public void Read_NoDate_IsNull(string text) => DateValue.Read(text, Today).ShouldBeNull();

    [Theory]
    [InlineData("2026-01-31", "last month", "2025-12-01", "2025-12-31")]
    [InlineData("2026-01-31", "this quarter", "2026-01-01", "2026-03-31")]
    [InlineData("2026-03-31", "this quarter", "2026-01-01", "2026-03-31")]
    [InlineData("2026-04-01", "this quarter", "2026-04-01", "2026-06-30")]
    [InlineData("2026-12-31", "next quarter", "2027-01-01", "2027-03-31")]
    [InlineData("2026-11-22", "this week", "2026-11-16", "2026-11-22")]
    [InlineData("2026-11-23", "this week", "2026-11-23", "2026-11-29")]
    [InlineData("2026-11-18", "17.11.", "2026-11-17", "2026-11-17")]
    [InlineData("2024-02-29", "29.2.", "2024-02-29", "2024-02-29")]
    [InlineData("2024-02-28", "29.2.", "2020-02-29", "2020-02-29")]
    public void Read_OnADay_IsSeenFromThere(string today, string text, string first, string last) =>
        (DateValue.Read(text, Day(today))?.Days).ShouldBe(Days(first, last));

    private static DayRange Days(string first, string last) => new(Day(first), Day(last));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
