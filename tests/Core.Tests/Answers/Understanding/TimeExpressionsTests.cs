using System.Globalization;
using InboxMind.Core.Answers.Understanding;

namespace InboxMind.Core.Tests.Answers.Understanding;

public sealed class TimeExpressionsTests
{
    private static readonly DateOnly Today = new(2026, 7, 1);

    [Theory]
    [InlineData("What happened on 9 March 2026?", "2026-03-09", "2026-03-09")]
    [InlineData("What happened on March 9th, 2026?", "2026-03-09", "2026-03-09")]
    [InlineData("What happened on the 9th of March 2026?", "2026-03-09", "2026-03-09")]
    [InlineData("What happened on 2026-03-09?", "2026-03-09", "2026-03-09")]
    [InlineData("What happened on 3/19/2026?", "2026-03-19", "2026-03-19")]
    [InlineData("What happened on 19/3/26?", "2026-03-19", "2026-03-19")]
    [InlineData("Was war am 19.3.2026?", "2026-03-19", "2026-03-19")]
    [InlineData("Was war am 9. Mai 2026?", "2026-05-09", "2026-05-09")]
    [InlineData("Who is there from 13 to 19 April 2026?", "2026-04-13", "2026-04-19")]
    [InlineData("Who was there April 13-19, 2026?", "2026-04-13", "2026-04-19")]
    [InlineData("What happened in early March 2026?", "2026-03-01", "2026-03-11")]
    [InlineData("What happened at the end of March 2026?", "2026-03-20", "2026-03-31")]
    [InlineData("Was war Mitte April 2026?", "2026-04-10", "2026-04-21")]
    [InlineData("What happened in the second quarter of 2025?", "2025-04-01", "2025-06-30")]
    [InlineData("What happened in winter 2026?", "2025-12-01", "2026-02-28")]
    [InlineData("What happened in 2025?", "2025-01-01", "2025-12-31")]
    [InlineData("What happened yesterday?", "2026-06-30", "2026-06-30")]
    [InlineData("Was war vorgestern?", "2026-06-29", "2026-06-29")]
    [InlineData("What happened on Monday?", "2026-06-29", "2026-06-29")]
    [InlineData("What happened last Wednesday?", "2026-06-24", "2026-06-24")]
    [InlineData("What happens next Friday?", "2026-07-03", "2026-07-03")]
    [InlineData("Was war am Sonntag?", "2026-06-28", "2026-06-28")]
    [InlineData("What happened last week?", "2026-06-22", "2026-06-28")]
    [InlineData("Was war letzten Monat?", "2026-06-01", "2026-06-30")]
    [InlineData("What happened last year?", "2025-01-01", "2025-12-31")]
    [InlineData("What happened two days ago?", "2026-06-29", "2026-06-29")]
    [InlineData("Was war vor drei Wochen?", "2026-06-07", "2026-06-13")]
    [InlineData("What happened in the last ten days?", "2026-06-21", "2026-07-01")]
    [InlineData("What happened in the last few weeks?", "2026-05-13", "2026-07-01")]
    [InlineData("What happened the day before yesterday?", "2026-06-29", "2026-06-29")]
    [InlineData("What happens tomorrow?", "2026-07-02", "2026-07-02")]
    [InlineData("Was war am Sonnabend?", "2026-06-27", "2026-06-27")]
    [InlineData("What happened last weekend?", "2026-06-27", "2026-06-28")]
    [InlineData("Was ist kommende Woche?", "2026-07-06", "2026-07-12")]
    [InlineData("What happens next month?", "2026-08-01", "2026-08-31")]
    [InlineData("What happened this quarter?", "2026-07-01", "2026-09-30")]
    [InlineData("Was war letztes Quartal?", "2026-04-01", "2026-06-30")]
    [InlineData("What happened a few weeks ago?", "2026-05-13", "2026-06-17")]
    [InlineData("What happened a couple of months ago?", "2026-04-17", "2026-05-17")]
    [InlineData("What happened a fortnight ago?", "2026-06-12", "2026-06-22")]
    [InlineData("Was war vor einem Tag?", "2026-06-30", "2026-06-30")]
    [InlineData("What happened at the beginning of March 2026?", "2026-03-01", "2026-03-11")]
    [InlineData("What happened in the fourth quarter of 2025?", "2025-10-01", "2025-12-31")]
    [InlineData("Was war im 3. Quartal 2025?", "2025-07-01", "2025-09-30")]
    [InlineData("What happened in summer 2025?", "2025-06-01", "2025-08-31")]
    [InlineData("Was war im Herbst 2025?", "2025-09-01", "2025-11-30")]
    [InlineData("What happened the week before last?", "2026-06-15", "2026-06-21")]
    [InlineData("What happened the month before last?", "2026-05-01", "2026-05-31")]
    [InlineData("Was war vorletzte Woche?", "2026-06-15", "2026-06-21")]
    [InlineData("Was war im vorletzten Jahr?", "2024-01-01", "2024-12-31")]
    [InlineData("Was war in den letzten Tagen?", "2026-06-24", "2026-07-01")]
    public void Find_Day_IsFound(string question, string first, string last) =>
        TimeExpressions.Find(question, Today).ShouldBe(new DayRange(Day(first), Day(last)));

    [Theory]
    [InlineData("Was war im Mai?", "2026-05-01", "2026-05-31")]
    [InlineData("What happened in August?", "2025-08-01", "2025-08-31")]
    [InlineData("What happened on 2 July?", "2025-07-02", "2025-07-02")]
    [InlineData("Was war am 19.3.?", "2026-03-19", "2026-03-19")]
    public void Find_DayWithoutYear_IsTheLastOne(string question, string first, string last) =>
        TimeExpressions.Find(question, Today).ShouldBe(new DayRange(Day(first), Day(last)) { IsYearless = true });

    [Theory]
    [InlineData("May I see the march of the penguins?")]
    [InlineData("Who may mark the sun?")]
    [InlineData("What does version 2.4.1 need at 10:30?")]
    [InlineData("Where is order 4711-20?")]
    public void Find_NoDay_IsNone(string question) => TimeExpressions.Find(question, Today).ShouldBeNull();

    [Fact]
    public void In_DayThatReadsTwoWays_IsThereTwice() => TimeExpressions.In("on 3/4/2026", Today).Select(static m => m.Days.First)
        .ShouldBe([Day("2026-03-04"), Day("2026-04-03")], ignoreOrder: true);

    [Fact]
    public void Named_DayWithoutYear_IsTheNearest() =>
        TimeExpressions.Named("We meet on 4 January.", new DateOnly(2026, 12, 20))
            .ShouldHaveSingleItem().Days.First.ShouldBe(Day("2027-01-04"));

    [Fact]
    public void Closeness_OtherYear_CountsInPartWithoutYear()
    {
        var may = TimeExpressions.Find("in May", Today)!.Value;

        may.Closeness(Day("2026-05-10")).ShouldBe(1);
        may.Closeness(Day("2024-05-10")).ShouldBe(0.6);
        may.Closeness(Day("2024-10-10")).ShouldBe(0);
    }

    [Theory]
    [InlineData("What happened on \u0669 March?")]
    [InlineData("What happened on 20\u0662\u0666-03-09?")]
    [InlineData("What happened in 20\u0662\u0666?")]
    [InlineData("What happened on 99 March 2026 or 2026-99-99?")]
    public void Find_DigitsThatMakeNoDay_AreNoReasonToFail(string question) => Should.NotThrow(() => TimeExpressions.Find(question, Today));

    [Theory]
    [InlineData("mid ")]
    [InlineData("may  ")]
    [InlineData("may of ")]
    [InlineData("in  ")]
    [InlineData("1")]
    [InlineData("1 of ")]
    [InlineData("middle of ")]
    [InlineData(" ")]
    public void Find_HostileQuestion_EndsQuickly(string repeated) => Quickly.Run(() =>
        TimeExpressions.Find($"mid{string.Concat(Enumerable.Repeat(repeated, 4_000 / repeated.Length))}x", Today).HasValue);

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
