using System.Globalization;
using InboxMind.Core.Answers.Understanding;

namespace InboxMind.Core.Tests.Answers.Understanding;

public sealed class TimeExpressionsTests
{
    private static readonly DateOnly Today = new(2026, 7, 1);

    [Theory]
    [InlineData("What happened on 9 March 2026?", "2026-03-09", "2026-03-09")]
    [InlineData("What happened on 2026-03-09?", "2026-03-09", "2026-03-09")]
    [InlineData("What happened in early March 2026?", "2026-03-01", "2026-03-11")]
    [InlineData("Was war im Mai?", "2026-05-01", "2026-05-31")]
    public void Find_Day_IsFound(string question, string first, string last) => TimeExpressions.Find(question, Today)
        .ShouldBe(new DayRange(DateOnly.Parse(first, CultureInfo.InvariantCulture), DateOnly.Parse(last, CultureInfo.InvariantCulture)));

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
}
